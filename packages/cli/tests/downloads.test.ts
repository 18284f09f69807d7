import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_MAX_BYTES } from '../src/lab/download';
import { givenSignedIn } from './givenLearner';
import { givenServer } from './givenServer';
import { sha256Of } from './bundles';
import { treeOf } from './tree';

const PATH = '/bundles/greet-everyone.tar.gz';

/** A learner, and a server that sends the archive in its own way. */
async function given(send: (response: ServerResponse, archive: Buffer) => void) {
  const server = await givenServer();
  const { archive } = server.labs[0]!;
  server.handle(PATH, (_, response) => send(response, archive!));
  const learner = await givenSignedIn(server);
  return { server, learner, archive: archive! };
}

const changed = (archive: Buffer): Buffer => {
  const copy = Buffer.from(archive);
  copy[copy.length - 1]! ^= 1;
  return copy;
};

describe('a download', () => {
  it.each<[string, (response: ServerResponse, archive: Buffer) => void, string]>([
    ['other bytes', (response, archive) => response.end(changed(archive)), 'its checksum'],
    ['fewer bytes', (response, archive) => response.end(archive.subarray(1)), 'its size'],
    [
      'more bytes',
      (response, archive) => {
        response.write(archive);
        response.end('x');
      },
      'it is larger than stated',
    ],
    [
      'a length of 10 GB',
      (response) => response.writeHead(200, { 'content-length': '10000000000' }).write('x'),
      'it is larger than stated',
    ],
    [
      'bytes without an end',
      (response) => {
        const send = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        };
        response.on('drain', send);
        send();
      },
      'it is larger than stated',
    ],
    [
      'a compressed bomb',
      (response, archive) =>
        response
          .writeHead(200, { 'content-encoding': 'identity' })
          .end(Buffer.alloc(archive.length)),
      'its checksum',
    ],
  ])('with %s is refused', async (_, send, reason) => {
    const { learner } = await given(send);
    const { code, stderr } = await learner.type('start', 'greet-everyone');
    expect(code).toBe(7);
    expect(stderr).toContain(`is not the one that was published: ${reason}`);
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('that ends early is a fault of the server', async () => {
    const { learner } = await given((response, archive) => {
      response.writeHead(200, { 'content-length': String(archive.length) });
      response.write(archive.subarray(0, 100), () => response.destroy());
    });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({ code: 4 });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('that is missing is a fault of the server', async () => {
    const { learner } = await given((response) => response.writeHead(403).end('<Error/>'));
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 4,
      stderr: 'The archive of this lab cannot be downloaded (status 403). Try again later.\n',
    });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it.each([
    ['never answers', (_: ServerResponse) => undefined],
    ['stops in the middle', (response: ServerResponse) => void response.write('x')],
  ])('from a server that %s ends after 10 seconds', async (_, send) => {
    const { learner, server } = await given(send);
    const running = learner.type('start', 'greet-everyone');
    await server.received(PATH);
    // Until the client has read what there is.
    await new Promise((resolve) => setImmediate(resolve));
    learner.clock.advance(10_000);
    expect(await running).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/ did not respond in time\. Try again later\.\n$/),
    });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('from a server that sends a byte now and then ends after 60 seconds', async () => {
    let response!: ServerResponse;
    const { learner, server } = await given((found) => void (response = found));
    const running = learner.type('start', 'greet-everyone');
    await server.received(PATH);
    let isOver = false;
    void running.then(() => (isOver = true));
    for (let seconds = 0; seconds < 60; seconds += 5) {
      response.write('x');
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      expect(isOver).toBe(false);
      learner.clock.advance(5_000);
    }
    expect(await running).toMatchObject({ code: 4 });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('is not larger than 10 MB, whatever the API says', async () => {
    const { learner, server } = await given((response) => response.end());
    answerWith(server, { bytes: ARCHIVE_MAX_BYTES + 1 });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({ code: 7 });
    expect(server.paths).not.toContain(PATH);
  });

  it.each([
    'file:///etc/passwd',
    'data:,x',
    'http://example.com/x',
    'https://a:b@example.com/x',
    'nowhere',
  ])('does not come from %s', async (url) => {
    const { learner, server } = await given((response) => response.end());
    answerWith(server, { url });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 7,
      stderr: expect.stringContaining('its address is not safe'),
    });
  });

  it.each([
    'http://example.com/x',
    'file:///etc/passwd',
    'http://a:b@127.0.0.1/x',
    'http://a.localhost/x',
    'http://[',
  ])('does not come from a redirect to %s', async (location) => {
    const { learner, server } = await given((response) =>
      response.writeHead(302, { location: '/again' }).end(),
    );
    server.handle('/again', (_, response) => response.writeHead(307, { location }).end());
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 7,
      stderr: expect.stringContaining('a redirect leads to an unsafe address'),
    });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('does not follow redirects without an end', async () => {
    const { learner, server } = await given((response) =>
      response.writeHead(302, { location: PATH }).end(),
    );
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({ code: 4 });
    expect(server.paths.filter((path) => path === PATH)).toHaveLength(6);
  });

  it('goes without a credential where the server redirects', async () => {
    const { learner, server, archive } = await given((response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    );
    let headers: Record<string, unknown> = {};
    server.handle('/elsewhere', (request, response) => {
      headers = request.headers;
      response.end(archive);
    });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({ code: 0 });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('x-api-key');
    expect(headers['accept-encoding']).toBe('identity');
  });
});

/** Answers the start of the lab with a bundle that is partly different. */
function answerWith(server: Awaited<ReturnType<typeof givenServer>>, part: object): void {
  const { archive, ...card } = server.labs[0]!;
  const bundle = { url: `${server.url}${PATH}`, sha256: sha256Of(archive!), bytes: 100, ...part };
  const startExercise = {
    startedAt: '2026-11-27T10:00:00.000Z',
    completedAt: null,
    attempts: 0,
    version: 1,
    challenge: '0'.repeat(32),
    variant: 0,
    exercise: { ...card, bundle },
  };
  server.answerNext('StartLab', { status: 200, body: { data: { startExercise } } });
}
