import { describe, expect, it } from 'vitest';
import { givenLearner, givenSignedIn } from './givenLearner';
import { API_KEY, givenServer, TOKEN, unauthorized } from './givenServer';

const completed = {
  startedAt: '2026-11-27T10:00:00.000Z',
  completedAt: '2026-11-27T11:00:00.000Z',
  attempts: 2,
  version: 1,
  challenge: null,
  variant: null,
};

/** A learner who has completed the first lab. */
async function givenProgress() {
  const server = await givenServer();
  const learner = await givenSignedIn(server);
  server.progress.set('greet-everyone', completed);
  return { server, learner };
}

describe('list', () => {
  it('shows the catalogue to everyone, with the public key', async () => {
    const server = await givenServer();
    const { code, stdout, stderr } = await givenLearner(server).type('list');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout.split('\n').map((line) => line.trim())).toEqual([
      'LAB             DIFFICULTY  POINTS  MINUTES  TITLE',
      'greet-everyone  beginner    10      15       Title of greet-everyone',
      'greet-again     advanced    20      15       Title of greet-again',
      'tell-a-story    beginner    0       15       Title of tell-a-story',
      '',
    ]);
    expect(server.calls.every(({ headers }) => headers['x-api-key'] === API_KEY)).toBe(true);
  });

  it('shows a learner what is completed, started and locked, and by what', async () => {
    const server = await givenServer();
    const learner = await givenSignedIn(server);
    const before = await learner.type('list');
    expect(before.stdout).toMatch(/^ready +greet-everyone/m);
    expect(before.stdout).toMatch(/^locked +greet-again .*\(first: greet-everyone\)$/m);
    server.progress.set('greet-everyone', completed);
    server.progress.set('tell-a-story', { ...completed, completedAt: null });
    const after = await learner.type('list');
    expect(after.stdout).toMatch(/^completed +greet-everyone/m);
    expect(after.stdout).toMatch(/^ready +greet-again .*[^)]$/m);
    expect(after.stdout).toMatch(/^started +tell-a-story/m);
  });

  it.each([
    [['--tag', 'git'], ['greet-again']],
    [
      ['--difficulty', 'beginner'],
      ['greet-everyone', 'tell-a-story'],
    ],
    [['--search', 'STORY'], ['tell-a-story']],
    [['--status', 'completed'], ['greet-everyone']],
    [['--status', 'ready', '--tag', 'shell'], ['tell-a-story']],
    [['--status', 'locked'], []],
  ])('filters with %j', async (options, ids) => {
    const { learner } = await givenProgress();
    const { json } = await learner.type('list', ...options, '--json');
    expect((json as { labs: { id: string }[] }).labs.map(({ id }) => id)).toEqual(ids);
  });

  it('shows as started what was started in the current version', async () => {
    const { server, learner } = await givenProgress();
    server.progress.set('tell-a-story', { ...completed, completedAt: null });
    server.labs.find(({ id }) => id === 'tell-a-story')!.version = 2;
    server.labs[0]!.version = 2;
    const { stdout } = await learner.type('list');
    expect(stdout).toMatch(/^ready +tell-a-story/m);
    expect(stdout).toMatch(/^completed +greet-everyone/m);
  });

  it.each(['--search', '--tag'])('says how long the text after %s may be', async (option) => {
    const server = await givenServer();
    for (const text of ['', 'x'.repeat(101)]) {
      expect(await givenLearner(server).type('list', option, text)).toMatchObject({
        code: 2,
        stderr: `${option} must have 1 to 100 characters.\n`,
      });
    }
    expect(server.paths).toEqual([]);
  });

  it('says which tags there are when nothing has the given one', async () => {
    const { stdout } = await givenLearner(await givenServer()).type('list', '--tag', 'gti');
    expect(stdout).toBe('No lab has the tag "gti". Tags: git, shell\n');
  });

  it('shows the catalogue when the session has ended, and says so', async () => {
    const { server, learner } = await givenProgress();
    server.tokens.clear();
    const { code, stdout, stderr } = await learner.type('list');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Your session has ended. Run: akasha-labs login\n',
    });
    expect(stdout).toMatch(/^greet-everyone/m);
    expect(await learner.type('list', '--status', 'ready')).toMatchObject({ code: 3 });
  });

  it('needs a session to filter by status', async () => {
    const server = await givenServer();
    expect(await givenLearner(server).type('list', '--status', 'ready')).toMatchObject({
      code: 3,
      stderr: 'You are not signed in. Run: akasha-labs login\n',
    });
    expect(server.paths).toEqual([]);
  });

  it('prints everything as JSON', async () => {
    const { learner } = await givenProgress();
    const { json } = await learner.type('list', '--json', '--tag', 'git');
    expect(json).toEqual({
      signedIn: true,
      labs: [
        {
          id: 'greet-again',
          title: 'Title of greet-again',
          summary: 'Summary of greet-again.',
          difficulty: 'ADVANCED',
          tags: ['git'],
          points: 20,
          estimatedMinutes: 15,
          prerequisites: ['greet-everyone'],
          verification: 'ANSWER',
          version: 1,
          status: 'ready',
          missingPrerequisites: [],
        },
      ],
    });
  });

  it('shows nothing that acts on the terminal', async () => {
    const server = await givenServer();
    server.labs[0] = { ...server.labs[0]!, title: 'a\u001b]0;evil\u0007\u202eb\nc' };
    const { stdout } = await givenLearner(server).type('list');
    expect(stdout).toContain('a]0;evilb c');
    const message = 'No\u001b[2J\u009b2J\u202e.';
    const body = { data: null, errors: [{ errorType: 'InvalidInput', message }] };
    server.answerNext('Labs', { status: 200, body });
    expect((await givenLearner(server).type('list')).stderr).toBe('No[2J2J.\n');
  });
});

describe('show', () => {
  it('prints the card and the instructions', async () => {
    const { code, stdout } = await givenLearner(await givenServer()).type('show', 'greet-again');
    expect(code).toBe(0);
    expect(stdout).toBe(`Title of greet-again
Summary of greet-again.

Difficulty  advanced
Points      20
Time        15 minutes
Tags        git
First       greet-everyone

Instructions of greet-again.

Start: akasha-labs start greet-again
`);
  });

  it('says that a lab does not exist', async () => {
    expect(await givenLearner(await givenServer()).type('show', 'no-such-lab')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'There is no lab no-such-lab. See the ids: akasha-labs list\n',
    });
  });

  it.each(['../etc', 'UPPER', 'a', '-x'])('refuses %j, which is no id', async (id) => {
    const server = await givenServer();
    expect(await givenLearner(server).type('show', '--', id)).toMatchObject({ code: 2 });
    expect(server.paths).toEqual([]);
  });
});

describe('progress', () => {
  it('prints what is completed and started', async () => {
    const { server, learner } = await givenProgress();
    server.progress.set('tell-a-story', { ...completed, completedAt: null, attempts: 1 });
    const { code, stdout } = await learner.type('progress');
    const { json } = await learner.type('progress', '--json');
    expect(code).toBe(0);
    expect(stdout).toBe(`completed  2026-11-27  2 attempts  greet-everyone
started    2026-11-27  1 attempt   tell-a-story

1 of 2 started labs completed
`);
    expect(json).toMatchObject({
      completed: 1,
      progress: [{ exercise: { id: 'greet-everyone' } }, { completedAt: null }],
    });
  });

  it('says what to do when there is none', async () => {
    const { stdout } = await (await givenSignedIn(await givenServer())).type('progress');
    expect(stdout).toBe('You have not started a lab. See them: akasha-labs list\n');
  });
});

it('rank prints three ranks', async () => {
  const learner = await givenSignedIn(await givenServer());
  expect((await learner.type('rank')).stdout).toBe(`ada: 30 points
All time    #4
This month  #2
This week   no points yet
`);
  expect((await learner.type('rank', '--json')).json).toEqual({
    username: 'ada',
    points: 30,
    allTime: 4,
    month: 2,
    week: null,
  });
});

it('whoami prints the person, the server and the end of the session', async () => {
  const server = await givenServer();
  const learner = await givenSignedIn(server);
  expect((await learner.type('whoami')).stdout).toBe(
    `ada: 30 points, 2 completed labs\nSigned in to ${server.url}, until 2026-12-04\n`,
  );
  expect(server.calls[0]!.headers).toMatchObject({ authorization: TOKEN });
  expect(server.calls[0]!.headers['user-agent']).toMatch(/^akasha-labs\/\d+\.\d+\.\d+ \(/);
});

describe('open', () => {
  /** A site that has a page for one lab. */
  async function givenSite() {
    const server = await givenServer();
    server.describe({ site: server.url });
    server.handle('/exercises/greet-again', (_, response) => response.end('<html>'));
    return { server, learner: givenLearner(server) };
  }

  it('opens a lab on the site, and prints the address', async () => {
    const { server, learner } = await givenSite();
    const address = `${server.url}/exercises/greet-again`;
    expect(await learner.type('open', 'greet-again')).toMatchObject({
      code: 0,
      stdout: `${address}\n`,
      stderr: '',
    });
    expect(learner.opened).toEqual([address]);
    expect(await learner.type('open')).toMatchObject({ stdout: `${server.url}\n` });
  });

  it('prints the address where there is no browser', async () => {
    const { server, learner } = await givenSite();
    const address = `${server.url}/exercises/greet-again\n`;
    const without = learner.with({ openInBrowser: () => false });
    expect(await without.type('open', 'greet-again')).toMatchObject({
      code: 0,
      stdout: address,
      stderr: 'Open this address in a browser:\n',
    });
  });

  it('opens nothing with --json', async () => {
    const { server, learner } = await givenSite();
    expect((await learner.type('open', '--json')).json).toEqual({ url: server.url });
    expect(learner.opened).toEqual([]);
  });

  it('opens the site if it has no page for the lab', async () => {
    const { server, learner } = await givenSite();
    const site = { code: 0, stdout: `${server.url}\n` };
    expect(await learner.type('open', 'tell-a-story')).toMatchObject({
      ...site,
      stderr: `${server.url} has no page for this lab. Read it here: akasha-labs show tell-a-story\n`,
    });
    server.handle('/exercises/tell-a-story', ({ socket }) => socket.destroy());
    expect(await learner.type('open', 'tell-a-story')).toMatchObject(site);
    server.handle('/exercises/tell-a-story', (_, response) =>
      response.writeHead(302, { location: 'http://example.com' }).end(),
    );
    expect(await learner.type('open', 'tell-a-story')).toMatchObject(site);
    expect(learner.opened).toEqual([server.url, server.url, server.url]);
  });

  it('says that a lab does not exist', async () => {
    const { learner } = await givenSite();
    expect(await learner.type('open', 'no-such-lab')).toMatchObject({
      code: 2,
      stderr: 'There is no lab no-such-lab. See the ids: akasha-labs list\n',
    });
    expect(learner.opened).toEqual([]);
  });

  it('says that a server has no site', async () => {
    const server = await givenServer();
    server.describe({ site: null });
    expect(await givenLearner(server).type('open')).toMatchObject({
      code: 4,
      stderr: `${server.url} has no site.\n`,
    });
  });
});

it('every command of a learner needs a session, before anything is sent', async () => {
  const server = await givenServer();
  const learner = givenLearner(server);
  for (const command of [['whoami'], ['progress'], ['rank'], ['start', 'greet-everyone']]) {
    expect(await learner.type(...command)).toMatchObject({
      code: 3,
      stdout: '',
      stderr: 'You are not signed in. Run: akasha-labs login\n',
    });
  }
  expect(server.paths).toEqual([]);
});

it('a refusal counts only when it is repeated', async () => {
  const server = await givenServer();
  const learner = await givenSignedIn(server);
  server.answerNext('Ranks', unauthorized);
  expect(await learner.type('rank')).toMatchObject({ code: 0 });
  server.answerNext('Ranks', unauthorized, unauthorized);
  expect(await learner.type('rank')).toMatchObject({
    code: 3,
    stderr: 'Your session has ended. Run: akasha-labs login\n',
  });
  // The token is still there.
  expect(await learner.type('rank')).toMatchObject({ code: 0 });
});
