import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An object of a bucket, with the headers that it was stored with. */
export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
}

/**
 * A server with S3's PutObject, in path style: it verifies the SHA-256 of the body, and refuses to
 * overwrite an object on `If-None-Match: *`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export async function startBucket() {
  const objects = new Map<string, StoredObject>();
  let failing = false;
  const server = createServer((request, response) => {
    const refuse = (status: number, code: string): void => {
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
    };
    void (async (): Promise<void> => {
      const body = await buffer(request);
      const { pathname } = new URL(request.url!, 'http://localhost');
      const { 'x-amz-checksum-sha256': checksum, 'if-none-match': onlyIf } = request.headers;
      if (failing) return refuse(403, 'AccessDenied');
      if (request.method !== 'PUT') return refuse(501, 'NotImplemented');
      if (checksum !== createHash('sha256').update(body).digest('base64')) {
        return refuse(400, 'BadDigest');
      }
      if (onlyIf === '*' && objects.has(pathname)) return refuse(412, 'PreconditionFailed');
      objects.set(pathname, {
        body,
        contentType: request.headers['content-type'],
        cacheControl: request.headers['cache-control'],
      });
      response.writeHead(200, { etag: '"etag"' }).end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** By path: `/<bucket>/<key>`. */
    objects,
    /** From now on, every request is refused. */
    fail: () => void (failing = true),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
