import fc from 'fast-check';
import { API_KEY } from './given';
import { anyText } from './texts';

const BODY = '{"query":"{ leaf { id } }"}';

const methods = fc.constantFrom(
  ...[
    'POST',
    'POST',
    'GET',
    'HEAD',
    'PUT',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'M-SEARCH',
    'FOO',
    'post',
    '',
  ],
);

const targets = fc.oneof(
  fc.constantFrom(
    ...[
      '/graphql',
      '/graphql?a=%',
      '/graphql/',
      '/graphql#a',
      '//',
      '///',
      '//graphql',
      '//a/graphql',
    ],
    ...[
      '/%',
      '/%ff',
      '/\\',
      '/..',
      '/graphql/realtime',
      '*',
      '?',
      '#',
      'graphql',
      '',
      'a:',
      'ftp://a/',
    ],
    ...[
      'http://localhost/graphql',
      'HTTP://a:1/graphql',
      'http://',
      'http://[',
      'http://a:b@c/graphql',
    ],
    ...['http://a:99999/graphql', 'https://a/graphql', '/elsewhere', `/${'a'.repeat(20_000)}`],
  ),
  fc.string({ maxLength: 10 }).map((text) => `/${text.replace(/\s/g, '')}`),
  anyText(10),
);

const fields = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...['Host: localhost', 'Host: a b', 'Host: [', 'Host: a@b', 'Host:', 'Host: a\r\nHost: b'],
      ...['Upgrade: websocket', 'Upgrade: h2c', 'Expect: 100-continue', 'Expect: what'],
      ...['Transfer-Encoding: chunked', 'Transfer-Encoding: gzip', 'Content-Length: -1'],
      ...[
        'Content-Length: 5',
        'Content-Length: 99999999',
        'Connection: upgrade',
        ': a',
        'a',
        'a\0: b',
      ],
    ),
    fc.string({ maxLength: 10 }),
  ),
  { maxLength: 3 },
);

/** A whole request as on the wire, or text that resembles one. */
export const wireRequest: fc.Arbitrary<string> = fc
  .record({
    method: methods,
    target: targets,
    version: fc.constantFrom(
      'HTTP/1.1',
      'HTTP/1.1',
      'HTTP/1.1',
      'HTTP/1.0',
      'HTTP/9.9',
      'HTTP',
      '',
    ),
    host: fc.constantFrom('Host: localhost\r\n', 'Host: localhost\r\n', ''),
    fields,
    length: fc.constantFrom(`Content-Length: ${BODY.length}\r\n`, ''),
    body: fc.oneof(
      fc.constantFrom(BODY, '', '5\r\n{}\r\n', '0\r\n\r\n'),
      fc.string({ maxLength: 30 }),
    ),
  })
  .map(
    ({ method, target, version, host, fields: more, length, body }) =>
      `${method} ${target} ${version}\r\n${host}${length}X-Api-Key: ${API_KEY}\r\n` +
      `Connection: close\r\n${more.map((field) => `${field}\r\n`).join('')}\r\n${body}`,
  );
