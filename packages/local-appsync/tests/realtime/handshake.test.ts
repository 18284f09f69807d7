import { describe, expect, it } from 'vitest';
import { readHandshake } from '../../src/realtime/handshake';

const header = { host: 'api.example', Authorization: 'token>>>???' };
const base64 = Buffer.from(JSON.stringify(header)).toString('base64');

describe('readHandshake', () => {
  it('reads a header with unescaped plus signs', () => {
    expect(base64).toContain('+');
    const handshake = readHandshake({
      url: `/graphql/realtime?header=${base64}&payload=e30=`,
      headers: { host: 'api.example:443', 'sec-websocket-protocol': 'graphql-ws' },
    });
    expect(handshake).toEqual({ headers: { host: 'api.example', authorization: 'token>>>???' } });
  });

  it.each(['localhost:4000', '127.0.0.1:4000', '[::1]:4000'])(
    'recognizes this machine as %s',
    (host) => {
      const handshake = readHandshake({
        url: '/graphql/realtime?header=eyJob3N0IjoibG9jYWxob3N0IiwieC1hcGkta2V5IjoiYSJ9&payload=e30=',
        headers: { host, 'sec-websocket-protocol': 'graphql-ws' },
      });
      expect(handshake).toEqual({ headers: { host: 'localhost', 'x-api-key': 'a' } });
    },
  );

  it('refuses any other sub-protocol', () => {
    const handshake = readHandshake({
      url: `/graphql/realtime?header=${encodeURIComponent(base64)}&payload=e30=`,
      headers: { host: 'api.example:443', 'sec-websocket-protocol': 'graphql-transport-ws' },
    });
    expect(handshake).toEqual({ error: { message: 'NoProtocolError', errorCode: 400 } });
  });
});
