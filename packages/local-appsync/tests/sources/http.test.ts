import { execFileSync } from 'node:child_process';
import dns from 'node:dns';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { httpSource } from '../../src/sources/http';
import type { Timer } from '../../src/sources/deadline';
import { givenFreePort } from '../../../../tests/support/port';

const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide/';
const ENDPOINT =
  'https://docs.aws.amazon.com/appsync/latest/APIReference/API_HttpDataSourceConfig.html';

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** A source with an endpoint that responds with this listener. */
async function answering(listener: RequestListener, timer?: Timer) {
  const server = createServer(listener);
  const port = await listening(server);
  onTestFinished(() => {
    close(server);
  });
  return httpSource({ endpoint: `http://127.0.0.1:${port}`, ...(timer && { timer }) });
}

const get = { method: 'GET', resourcePath: '/' };

it('refuses a body that is not JSON', async () => {
  const source = httpSource({ endpoint: 'http://127.0.0.1' });
  const { error } = await source.invoke({ ...get, params: { body: 1n } }, 'Query.field');
  expect(error).toEqual({
    type: 'MappingTemplate',
    message: "Value for field '$[params][body]' not valid.",
  });
});

it('accepts a response body of up to 5 MB', async () => {
  const max = 5 * 1024 * 1024;
  const source = await answering((_, response) => {
    response.end(Buffer.alloc(max, 'x'));
  });
  const { result } = await source.invoke(get, 'Query.field');
  expect((result as { body: string }).body.length).toBe(max);
});

describe('a response that does not arrive', () => {
  it('has an error message even when a host has several addresses', async () => {
    const port = await givenFreePort();
    type Answer = (error: null, addresses: { address: string; family: number }[]) => void;
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((
      _host: string,
      _options: object,
      answer: Answer,
    ) => {
      answer(null, addresses);
    }) as unknown as typeof dns.lookup);
    onTestFinished(() => {
      lookup.mockRestore();
    });
    const source = httpSource({ endpoint: `http://several.test:${port}` });
    const { error } = await source.invoke(get, 'Query.field');
    expect(error).toEqual({
      type: 'Http:HttpRequestException',
      message: 'ECONNREFUSED',
    });
  });

  it('times out even when it has begun', async () => {
    let pass: () => void = () => undefined;
    const source = await answering(
      (_, response) => {
        response.write('half', () =>
          setImmediate(() => {
            pass();
          }),
        );
      },
      (_milliseconds, then) => {
        pass = then;
        return () => undefined;
      },
    );
    const { error } = await source.invoke(get, 'Query.field');
    expect(error?.type).toBe('Http:ExecutionTimeoutException');
  });

  it('is no longer waited for once it has arrived', async () => {
    const cancel = vi.fn();
    const source = await answering(
      (_, response) => {
        response.end();
      },
      () => cancel,
    );
    await source.invoke(get, 'Query.field');
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe('an https endpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'http-source-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=127.0.0.1'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ],
    { stdio: 'pipe' },
  );
  const certificate = readFileSync(cert, 'utf8');

  async function givenHttps() {
    const server = createHttpsServer(
      { key: readFileSync(key), cert: certificate },
      (request, response) => {
        response.end(request.url);
      },
    );
    const port = await listening(server);
    onTestFinished(() => {
      close(server);
    });
    return httpSource({ endpoint: `https://127.0.0.1:${port}` });
  }

  it('is called over TLS', async () => {
    globalAgent.options.ca = certificate;
    onTestFinished(() => {
      delete globalAgent.options.ca;
    });
    const source = await givenHttps();
    expect(await source.invoke({ ...get, resourcePath: '/a' }, 'Query.field')).toMatchObject({
      result: { statusCode: 200, body: '/a' },
    });
  });

  it(`requires a trusted certificate (${GUIDE}http-cert-authorities.html)`, async () => {
    const source = await givenHttps();
    expect(await source.invoke(get, 'Query.field')).toEqual({
      result: null,
      error: { type: 'Http:HttpRequestException', message: 'self-signed certificate' },
    });
  });
});

describe(`an endpoint (${ENDPOINT})`, () => {
  it.each([
    ['none', 'example.com'],
    ['scheme', 'ftp://example.com'],
    ['path', 'http://example.com/v1'],
    ['query', 'http://example.com/?a=1'],
    ['credentials', 'http://me:secret@example.com'],
  ])('is refused: %s', (_id, endpoint) => {
    expect(() => httpSource({ endpoint })).toThrow(endpoint);
  });
});
