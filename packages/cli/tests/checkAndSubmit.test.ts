import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalHash, personalHash } from './bundles';
import { givenLearner, givenSignedIn, write } from './givenLearner';
import { CHALLENGE, givenServer, unauthorized } from './givenServer';

/** A learner who has started the first lab, in the folder of the work. */
async function givenStarted(id = 'greet-everyone') {
  const server = await givenServer();
  const learner = await givenSignedIn(server);
  await learner.type('start', id);
  const lab = join(learner.folder, id);
  const work = join(lab, 'work');
  return {
    server,
    learner: learner.in(work),
    lab,
    work,
    solve: () => writeFileSync(join(work, 'greeting.txt'), 'hello\n'),
  };
}

describe('check', () => {
  it('says what is still wrong', async () => {
    const { learner } = await givenStarted();
    expect(await learner.type('check')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'greeting.txt does not say hello\nNot correct yet.\n',
    });
    expect(await learner.type('check', '--json')).toMatchObject({
      code: 1,
      stderr: '',
      json: {
        error: {
          type: 'StillWrong',
          message: 'Not correct yet.',
          exitCode: 1,
          problems: 'greeting.txt does not say hello',
        },
      },
    });
  });

  it('says when the work is correct', async () => {
    const { learner, solve } = await givenStarted();
    solve();
    expect(await learner.type('check')).toMatchObject({
      code: 0,
      stdout: 'Correct. Submit it: akasha-labs submit\n',
      stderr: '',
    });
    expect((await learner.type('check', '--json')).json).toEqual({
      exerciseId: 'greet-everyone',
      version: 1,
      verificationHash: personalHash(canonicalHash('greet-everyone'), CHALLENGE),
    });
  });

  it('works anywhere in the lab, and with its folder', async () => {
    const { learner, lab, work, solve } = await givenStarted();
    solve();
    for (const folder of [lab, join(work, 'empty'), join(lab, '.lab/catalogue')]) {
      expect(await learner.in(folder).type('check')).toMatchObject({ code: 0 });
    }
    for (const dir of ['greet-everyone', 'greet-everyone/work/empty']) {
      expect(await learner.in(learner.folder).type('check', dir)).toMatchObject({ code: 0 });
    }
  });

  it('works offline and without a session', async () => {
    const { server, learner, solve } = await givenStarted();
    solve();
    server.handle('/.well-known/akasha-labs.json', (request) => request.socket.destroy());
    const other = givenLearner().in(learner.context.cwd);
    expect(await other.type('check')).toMatchObject({ code: 0, stderr: '' });
  });

  it('does not wait for a server that hangs', async () => {
    const { server, learner } = await givenStarted();
    server.answerNext('LabVersion', 'hang');
    const running = learner.type('check');
    await running.says(/greeting.txt does not say hello/);
    while (!server.calls.some(({ name }) => name === 'LabVersion')) await new Promise(setImmediate);
    learner.clock.advance(2_000);
    expect(await running).toMatchObject({ code: 1 });
  });

  it('says that the lab has changed', async () => {
    const { server, learner, solve } = await givenStarted();
    solve();
    server.labs[0]!.version = 2;
    expect(await learner.type('check')).toMatchObject({
      code: 0,
      stdout: 'Correct.\n',
      stderr:
        'This lab has changed since version 1, which you have here. Start it again in a new folder: akasha-labs start greet-everyone greet-everyone-new\n',
    });
  });

  it('does not advise to start a lab again that may be completed', async () => {
    const { server, learner } = await givenStarted();
    server.labs[0]!.version = 2;
    const unknown = 'Unless you have already completed it, start it again in a new folder';
    server.answerNext('MyProgress', { status: 400, body: {} });
    expect((await learner.type('check')).stderr).toContain(unknown);
    server.progress.get('greet-everyone')!.completedAt = '2026-11-27T11:00:00.000Z';
    const { stderr } = await learner.type('check');
    expect(stderr).toContain('its new version cannot be started.');
    expect(stderr).not.toContain('akasha-labs start');
  });

  it.each([
    ['another folder', {}, 'This folder is not the folder of a lab.'],
    ['a damaged lab', { '.lab/lab.json': '{' }, '.lab/lab.json is damaged.'],
    [
      'a lab with another name for its exercise',
      {
        '.lab/lab.json': JSON.stringify({
          url: 'https://example.com',
          exerciseId: '../../etc',
          version: 1,
          sha256: '0'.repeat(64),
          account: { id: '1', username: 'ada' },
          personal: [],
        }),
      },
      '.lab/lab.json is damaged.',
    ],
  ])('refuses %s', async (_, files, message) => {
    const learner = givenLearner();
    write(learner.folder, files);
    const { code, stderr } = await learner.type('check');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(await learner.type('check', 'nowhere')).toMatchObject({
      code: 2,
      stderr: 'nowhere is not a folder.\n',
    });
  });

  it('stops a verify.sh when it is interrupted', async () => {
    const { learner, lab } = await givenStarted();
    const script = join(lab, '.lab/exercises/greet-everyone/verify.sh');
    writeFileSync(script, 'echo waiting >&2; sleep 1000');
    const running = learner.type('check');
    await running.says(/waiting/);
    running.interrupt();
    expect(await running).toMatchObject({ code: 130 });
  });

  it.each([
    ['a damaged challenge', { '.lab/challenge': 'x' }, '.lab/challenge is damaged.'],
    ['a damaged variant', { '.lab/variant': '' }, '.lab/variant is damaged.'],
    ['no challenge', { '.lab/challenge': undefined }, '.lab/challenge is missing.'],
    ['no variant', { '.lab/variant': undefined }, '.lab/variant is missing.'],
    [
      'no verify.sh',
      { '.lab/exercises/greet-everyone/verify.sh': undefined },
      'verify.sh is missing.',
    ],
  ])('and submit refuse a lab with %s, before anything is sent', async (_, files, message) => {
    const { learner, lab, solve, server } = await givenStarted();
    solve();
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) rmSync(join(lab, path));
      else writeFileSync(join(lab, path), text);
    }
    const before = server.paths.length;
    for (const command of ['check', 'submit']) {
      const { code, stderr } = await learner.type(command);
      expect(code).toBe(2);
      expect(stderr).toContain(`${message} Start the lab again in a new folder.\n`);
    }
    expect(server.paths).toHaveLength(before);
  });

  it.each([
    ['exit 2', 'this lab needs git', 'this lab needs git\n'],
    ['exit 127', 'not found', 'not found\n'],
    ['kill -KILL $$', 'stopping', 'stopping\n'],
  ])('says that the machine is at fault after %s', async (end, line, shown) => {
    const { learner, lab, server } = await givenStarted();
    const script = join(lab, '.lab/exercises/greet-everyone/verify.sh');
    writeFileSync(script, `echo '${line}' >&2; ${end}`);
    for (const command of ['check', 'submit']) {
      expect(await learner.type(command)).toMatchObject({
        code: 8,
        stderr: `${shown}Your work cannot be checked here.\n`,
      });
      expect((await learner.type(command, '--json')).json).toEqual({
        error: {
          type: 'Machine',
          exitCode: 8,
          message: `Your work cannot be checked here.\n${line}`,
        },
      });
    }
    expect(server.calls.map(({ name }) => name)).not.toContain('SubmitLab');
  });

  it('says with which status a verify.sh without a word has ended', async () => {
    const { learner, lab } = await givenStarted();
    writeFileSync(join(lab, '.lab/exercises/greet-everyone/verify.sh'), 'exit 3');
    expect(await learner.type('check')).toMatchObject({
      code: 8,
      stderr: 'Your work cannot be checked here.\nverify.sh ended with status 3.\n',
    });
  });

  it('shows nothing of a verify.sh that acts on the terminal', async () => {
    const { learner, lab } = await givenStarted();
    writeFileSync(
      join(lab, '.lab/exercises/greet-everyone/verify.sh'),
      "printf '\\033]0;evil\\007wrong\\n' >&2; exit 1",
    );
    expect((await learner.type('check')).stderr).toBe(']0;evilwrong\nNot correct yet.\n');
    const { stdout } = await learner.type('check', '--json');
    expect(stdout).toContain('"problems": "]0;evilwrong"');
  });

  it('finds the lab that a link leads into', async () => {
    const { learner, lab, solve } = await givenStarted();
    solve();
    symlinkSync(join(lab, 'work'), join(learner.folder, 'link'));
    expect(await learner.in(learner.folder).type('check', 'link')).toMatchObject({ code: 0 });
  });

  it('does not send AKASHA_TOKEN to a server that only the folder names', async () => {
    const { learner, server } = await givenStarted();
    server.labs[0]!.version = 2;
    const before = server.calls.length;
    const env = { AKASHA_URL: 'https://example.com', AKASHA_TOKEN: 'secret-token' };
    const { code, stderr } = await learner.with({ env }).type('check');
    expect(code).toBe(1);
    expect(stderr).toContain('This lab has changed');
    const sent = server.calls.slice(before).map(({ headers }) => headers.authorization);
    expect(sent).not.toContain('secret-token');
  });

  it('is not misled by a verify.sh that prints something else', async () => {
    const { learner, lab } = await givenStarted();
    writeFileSync(join(lab, '.lab/exercises/greet-everyone/verify.sh'), 'echo fine');
    expect(await learner.type('check')).toMatchObject({ code: 8, stdout: '' });
  });
});

describe('submit', () => {
  it('completes a lab', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    expect(await learner.type('submit')).toMatchObject({
      code: 0,
      stdout: 'Completed: Title of greet-everyone. 10 points, after 1 attempt.\n',
      stderr: '',
    });
    expect(server.progress.get('greet-everyone')!.completedAt).not.toBeNull();
    expect(await learner.type('submit')).toMatchObject({
      code: 0,
      stdout: 'You had already completed Title of greet-everyone.\n',
    });
    expect((await learner.type('submit', '--json')).json).toMatchObject({
      outcome: 'ALREADY_COMPLETED',
      exercise: { id: 'greet-everyone' },
    });
  });

  it('completes a self-reported lab without points', async () => {
    const { learner, solve } = await givenStarted('tell-a-story');
    solve();
    expect(await learner.type('submit')).toMatchObject({
      code: 0,
      stdout: 'Completed: Title of tell-a-story, after 1 attempt.\n',
    });
  });

  it('submits nothing that is still wrong', async () => {
    const { learner, server } = await givenStarted();
    expect(await learner.type('submit')).toMatchObject({
      code: 1,
      stderr: 'greeting.txt does not say hello\nNot correct yet.\n',
    });
    expect(server.calls.map(({ name }) => name)).not.toContain('SubmitLab');
  });

  it('says which prerequisite is missing', async () => {
    const { learner, solve } = await givenStarted('greet-again');
    solve();
    expect(await learner.type('submit')).toMatchObject({
      code: 6,
      stderr:
        'This lab is locked. Complete greet-everyone first: akasha-labs start greet-everyone\n',
    });
    expect((await learner.type('submit', '--json')).json).toMatchObject({
      error: { type: 'Locked', exitCode: 6, missingPrerequisites: ['greet-everyone'] },
    });
  });

  it('says that the server did not accept the hash', async () => {
    const { learner, solve, lab } = await givenStarted();
    solve();
    writeFileSync(join(lab, '.lab/challenge'), `${'f'.repeat(32)}\n`);
    expect(await learner.type('submit')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The server did not accept this submission\./),
    });
  });

  it('says for how long there are too many submissions', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    const payload = {
      outcome: 'RATE_LIMITED',
      progress: { startedAt: '', completedAt: null, attempts: 10 },
      exercise: { id: 'greet-everyone', title: 'Greet', points: 10 },
      retryAfterSeconds: 42,
      missingPrerequisites: [],
    };
    const answer = { status: 200, body: { data: { recordCompletion: payload } } };
    server.answerNext('SubmitLab', answer, answer);
    expect(await learner.type('submit')).toMatchObject({
      code: 5,
      stderr: 'Too many incorrect submissions. Try again in 42 seconds.\n',
    });
    expect((await learner.type('submit', '--json')).json).toMatchObject({
      error: { type: 'RateLimited', exitCode: 5, retryAfterSeconds: 42, attempts: 10 },
    });
  });

  it('says that the lab has changed, and submits nothing', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    server.labs[0]!.version = 2;
    expect(await learner.type('submit')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('akasha-labs start greet-everyone greet-everyone-new'),
    });
    expect(server.calls.map(({ name }) => name)).not.toContain('SubmitLab');
  });

  it('says that a lab was completed before it changed, and submits nothing', async () => {
    const { learner, server } = await givenStarted();
    server.labs[0]!.version = 2;
    server.progress.get('greet-everyone')!.completedAt = '2026-11-27T11:00:00.000Z';
    expect(await learner.type('submit')).toMatchObject({
      code: 0,
      stdout:
        'You have already completed this lab. It has changed since version 1, and its new version cannot be started.\n',
    });
    expect((await learner.type('submit', '--json')).json).toMatchObject({
      outcome: 'ALREADY_COMPLETED',
      exercise: { id: 'greet-everyone' },
    });
    expect(server.calls.map(({ name }) => name)).not.toContain('SubmitLab');
  });

  it('says that this version was not started', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    server.progress.clear();
    expect(await learner.type('submit')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^You have not started version 1 of this lab\./),
    });
  });

  it('is not sent again when the answer is lost', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    server.answerNext('SubmitLab', 'hang up');
    expect(await learner.type('submit')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('may or may not have been counted'),
    });
    server.answerNext('SubmitLab', { status: 502, body: 'Bad Gateway' });
    expect(await learner.type('submit')).toMatchObject({ code: 4 });
    expect(server.calls.filter(({ name }) => name === 'SubmitLab')).toHaveLength(2);
  });

  it('is sent again when the server did not act', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    const conflict = { errorType: 'Conflict', message: 'Try again.' };
    server.answerNext(
      'SubmitLab',
      { status: 200, body: { data: { recordCompletion: null }, errors: [conflict] } },
      unauthorized,
    );
    expect(await learner.type('submit')).toMatchObject({ code: 0 });
  });

  it('goes to the server of the lab, whatever AKASHA_URL says', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    const other = await givenServer();
    const elsewhere = learner.with({ env: { AKASHA_URL: other.url } });
    expect(await elsewhere.type('submit')).toMatchObject({ code: 0 });
    expect(other.paths).toEqual([]);
    expect(server.calls.at(-1)!.name).toBe('SubmitLab');
  });

  it('does not send AKASHA_TOKEN to a server that only the folder names', async () => {
    const { learner, solve, server } = await givenStarted();
    solve();
    const before = server.paths.length;
    const env = { AKASHA_URL: 'https://example.com', AKASHA_TOKEN: 'secret-token' };
    const { code, stderr } = await learner.with({ env }).type('submit');
    expect(code).toBe(2);
    expect(stderr).toContain(`set AKASHA_URL=${server.url}`);
    expect(stderr).not.toContain('secret-token');
    expect(server.paths).toHaveLength(before);
  });
});
