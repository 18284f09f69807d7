import { describe, expect, it } from 'vitest';
import { givenFreePort } from './port';
import { givenLearner, givenSignedIn } from './givenLearner';
import { givenServer } from './givenServer';

const fault = { status: 503, body: 'Service Unavailable' };

describe('a fault of the server', () => {
  it('is over after a moment', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    server.answerNext('Lab', fault, 'hang up');
    expect(await learner.type('show', 'greet-again')).toMatchObject({ code: 0 });
    expect(learner.clock.waits).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.max(...learner.clock.waits)).toBeLessThan(1_000);
  });

  it('is reported when it lasts', async () => {
    const server = await givenServer();
    server.answerNext('Lab', fault, fault, fault);
    expect(await givenLearner(server).type('show', 'greet-again', '--json')).toMatchObject({
      code: 4,
      stderr: '',
      json: {
        error: {
          type: 'Unavailable',
          exitCode: 4,
          message: `${new URL(server.url).host} has a fault right now. Try again later.`,
        },
      },
    });
  });

  it.each([
    ['Internal', 4],
    ['NotFound', 2],
    ['InvalidInput', 2],
    ['Unauthenticated', 3],
    ['Unauthorized', 3],
    ['SomethingNew', 4],
  ])('of type %s has exit code %i', async (errorType, code) => {
    const server = await givenServer();
    const learner = await givenSignedIn(server);
    const body = { data: { viewer: null }, errors: [{ errorType, message: 'It says why.' }] };
    server.answerNext('Viewer', { status: 200, body });
    expect(await learner.type('whoami')).toMatchObject({ code, stdout: '' });
  });

  it.each([
    ['no JSON', { status: 200, body: '<html>' }],
    ['no data', { status: 200, body: { data: null } }],
    ['data of another form', { status: 200, body: { data: { viewer: { username: 1 } } } }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: '' }],
    ['a validation error', { status: 400, body: { errors: [{ message: 'Unknown field.' }] } }],
  ])('with %s is reported', async (_, answer) => {
    const server = await givenServer();
    const learner = await givenSignedIn(server);
    server.answerNext('Viewer', answer);
    expect(await learner.type('whoami')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('does not understand this version of akasha-labs'),
    });
  });

  it('that never ends is reported after 10 seconds', async () => {
    const server = await givenServer();
    server.answerNext('Lab', 'hang');
    const learner = givenLearner(server);
    const running = learner.type('show', 'greet-again');
    await server.received('/graphql');
    learner.clock.advance(10_000);
    expect(await running).toMatchObject({ code: 4 });
  });
});

describe('too many requests', () => {
  const throttled = (seconds: string) => ({
    status: 429,
    headers: { 'retry-after': seconds },
    body: { errors: [{ errorType: 'ThrottledException' }] },
  });

  it('are sent again after as many seconds as the server says', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    server.answerNext('Lab', throttled('7'));
    expect(await learner.type('show', 'greet-again')).toMatchObject({ code: 0 });
    expect(learner.clock.waits).toEqual([7_000]);
  });

  it('are reported with the seconds when they are many', async () => {
    const server = await givenServer();
    const learner = givenLearner(server);
    server.answerNext('Lab', throttled('90'));
    expect(await learner.type('show', 'greet-again')).toMatchObject({
      code: 5,
      stderr: 'The server has too many requests. Try again in 90 seconds.\n',
    });
    expect(learner.clock.waits).toEqual([]);
  });
});

it('a server that cannot be reached is reported at once', async () => {
  const port = await givenFreePort();
  const learner = givenLearner().with({ env: { AKASHA_URL: `http://127.0.0.1:${port}` } });
  expect(await learner.type('list')).toMatchObject({
    code: 4,
    stderr: `127.0.0.1:${port} cannot be reached. Are you online?\n`,
  });
  expect(learner.clock.waits).toEqual([]);
});
