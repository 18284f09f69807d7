import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveOf, sha256Of, smallLab } from './bundles';
import { givenSignedIn, write } from './givenLearner';
import { CHALLENGE, givenServer } from './givenServer';
import { treeOf } from './tree';

const started = {
  startedAt: '2026-11-27T10:00:00.000Z',
  completedAt: null,
  attempts: 0,
  version: 1,
  challenge: CHALLENGE,
  variant: 3,
};

async function given() {
  const server = await givenServer();
  return { server, learner: await givenSignedIn(server) };
}

const contentOf = (entries: readonly (readonly [unknown, unknown])[], path: string) =>
  entries.find(([name]) => name === path)![1];

describe('start', () => {
  it('makes the folder of a lab', async () => {
    const { server, learner } = await given();
    const { code, stdout, stderr } = await learner.type('start', 'greet-everyone');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`Started greet-everyone in greet-everyone

  cd greet-everyone/work
  cat ../instructions.md
  akasha-labs check
  akasha-labs submit
`);
    const entries = smallLab('greet-everyone');
    const lab = join(learner.folder, 'greet-everyone');
    const { '.lab/lab.json': description, ...tree } = treeOf(lab);
    expect(tree).toEqual({
      'instructions.md': 'Greet everyone in `greeting.txt`.\n',
      work: 'folder',
      'work/empty': 'folder',
      'work/greeting.txt': 'variant 3\n',
      '.lab': 'folder',
      '.lab/challenge': `${CHALLENGE}\n`,
      '.lab/variant': '3\n',
      '.lab/catalogue': 'folder',
      '.lab/catalogue/lab.sh': contentOf(entries, 'catalogue/lab.sh'),
      '.lab/exercises': 'folder',
      '.lab/exercises/greet-everyone': 'folder',
      ...Object.fromEntries(
        ['instructions.md', 'setup.sh', 'verify.sh'].map((file) => {
          const path = `exercises/greet-everyone/${file}`;
          return [`.lab/${path}`, contentOf(entries, path)];
        }),
      ),
    });
    expect(JSON.parse(description!)).toEqual({
      url: server.url,
      exerciseId: 'greet-everyone',
      version: 1,
      sha256: sha256Of(server.labs[0]!.archive!),
      account: { id: '1', username: 'ada' },
      personal: ['challenge', 'variant'],
    });
    // Like any other new folder.
    mkdirSync(join(learner.folder, 'other'));
    expect(statSync(lab).mode).toBe(statSync(join(learner.folder, 'other')).mode);
    expect(readdirSync(learner.folder).sort()).toEqual(['greet-everyone', 'other']);
  });

  it('makes a folder of another name, and prints JSON', async () => {
    const { learner } = await given();
    mkdirSync(join(learner.folder, 'my labs'));
    const printed = await learner.type('start', 'greet-everyone', 'my labs/one', '--json');
    const folder = join(learner.folder, 'my labs/one');
    expect(printed.json).toEqual({ exerciseId: 'greet-everyone', version: 1, folder, isNew: true });
    const again = await learner.type('start', 'greet-everyone', 'my labs/one');
    expect(again.stdout).toContain("  cd 'my labs/one/work'\n");
  });

  it('fills an empty folder, also the current one', async () => {
    const { learner } = await given();
    expect(await learner.type('start', 'greet-everyone', '.')).toMatchObject({ code: 0 });
    expect(readdirSync(learner.folder).sort()).toEqual(['.lab', 'instructions.md', 'work']);
    expect(await learner.type('check')).toMatchObject({ code: 1 });
  });

  it('has no challenge and no variant if the lab is self-reported', async () => {
    const { learner } = await given();
    expect(await learner.type('start', 'tell-a-story')).toMatchObject({ code: 0 });
    expect(readdirSync(join(learner.folder, 'tell-a-story/.lab')).sort()).toEqual([
      'catalogue',
      'exercises',
      'lab.json',
    ]);
  });

  it('begins with an empty folder if the lab has no setup.sh', async () => {
    const { server, learner } = await given();
    const entries = smallLab('greet-everyone').filter(([path]) => !String(path).includes('setup'));
    server.labs[0]!.archive = await archiveOf(entries);
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({ code: 0 });
    expect(readdirSync(join(learner.folder, 'greet-everyone/work'))).toEqual([]);
  });

  it('says that a lab is already there, also offline', async () => {
    const { server, learner } = await given();
    await learner.type('start', 'greet-everyone');
    for (const isOnline of [true, false]) {
      if (!isOnline) {
        server.handle('/.well-known/akasha-labs.json', ({ socket }) => socket.destroy());
      }
      const { code, stdout, stderr } = await learner.type('start', 'greet-everyone');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^The lab greet-everyone is already in greet-everyone\n/);
    }
    expect(server.calls.filter(({ name }) => name === 'StartLab')).toHaveLength(1);
  });

  it('says that the lab there has changed, or belongs to another account', async () => {
    const { server, learner } = await given();
    await learner.type('start', 'greet-everyone');
    server.labs[0]!.version = 2;
    server.username = 'eve';
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 0,
      stderr: `This lab has changed since version 1, which you have here. Start it again in a new folder: akasha-labs start greet-everyone greet-everyone-new
ada has started this lab here, but you are signed in as eve. Start it in a new folder to submit it: akasha-labs start greet-everyone greet-everyone-new
`,
    });
  });

  it('refuses the folder of the same lab from another server', async () => {
    const { server, learner } = await given();
    await learner.type('start', 'greet-everyone');
    const other = await givenServer();
    expect(await learner.type('start', 'greet-everyone', '--url', other.url)).toMatchObject({
      code: 2,
      stderr: `The lab in greet-everyone comes from ${server.url}, not from ${other.url}. Choose a new folder.\n`,
    });
    expect(other.paths).toEqual([]);
  });

  it('waits while the lab is being published, and then says so', async () => {
    const { server, learner } = await given();
    const conflict = {
      status: 200,
      body: {
        data: { startExercise: null },
        errors: [{ errorType: 'Conflict', message: 'Again.' }],
      },
    };
    server.answerNext('StartLab', conflict, conflict, conflict, conflict);
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({ code: 0, stderr: '' });
    expect(learner.clock.waits).toHaveLength(4);
    server.answerNext('StartLab', ...Array<typeof conflict>(5).fill(conflict));
    expect(await learner.type('start', 'greet-everyone', 'other')).toMatchObject({
      code: 4,
      stderr: 'The lab is being published. Try again in a moment.\n',
    });
    expect(readdirSync(learner.folder)).toEqual(['greet-everyone']);
  });

  it.each([1, 3])('refuses version %i of a lab whose archive has version 2', async (version) => {
    const { server, learner } = await given();
    server.labs[0]!.version = 2;
    server.progress.set('greet-everyone', { ...started, version });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 4,
      stderr: 'The lab is being published. Try again in a moment.\n',
    });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('says that a new version of a completed lab cannot be started', async () => {
    const { server, learner } = await given();
    server.labs[0]!.version = 2;
    const completedAt = '2026-11-27T11:00:00.000Z';
    server.progress.set('greet-everyone', { ...started, completedAt });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 1,
      stderr:
        'You have completed version 1 of this lab. It has changed since, and its new version cannot be started.\n',
    });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('starts a completed lab again in the same version', async () => {
    const { server, learner } = await given();
    const completedAt = '2026-11-27T11:00:00.000Z';
    server.progress.set('greet-everyone', { ...started, completedAt });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 0,
      stderr: 'You have already completed this lab.\n',
    });
  });

  it.each([
    ['-x', 'cd ./-x/work'],
    ["it's\u001b[2J\u202e", "cd $'it\\047s\\033[2J\\342\\200\\256/work'"],
    ["it's", "cd 'it'\\''s/work'"],
  ])('prints a command that leads to the folder %j', async (dir, command) => {
    const { learner } = await given();
    const { code, stdout } = await learner.type('start', 'greet-everyone', '--', dir);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toContain(`  ${command}`);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
    const script = `${command} && pwd -P`;
    const found = execFileSync('bash', ['-c', script], { cwd: learner.folder, encoding: 'utf8' });
    expect(found).toBe(`${learner.folder}/${dir}/work\n`);
  });

  it('refuses a link that leads nowhere, without a request', async () => {
    const { server, learner } = await given();
    symlinkSync('nowhere', join(learner.folder, 'link'));
    symlinkSync('circle', join(learner.folder, 'circle'));
    for (const name of ['link', 'circle']) {
      expect(await learner.type('start', 'greet-everyone', name)).toMatchObject({
        code: 2,
        stderr: `${learner.folder}/${name} is a link that leads nowhere. Choose a new folder.\n`,
      });
    }
    expect(server.paths).toEqual([]);
    expect(readdirSync(learner.folder).sort()).toEqual(['circle', 'link']);
  });

  it('refuses a name that is too long', async () => {
    const { learner } = await given();
    const { code, stderr } = await learner.type('start', 'greet-everyone', 'x'.repeat(256));
    expect(code).toBe(2);
    expect(stderr).toMatch(/x is too long\. Choose another name\.\n$/);
    expect(await learner.type('start', 'greet-everyone', 'x'.repeat(255))).toMatchObject({
      code: 0,
    });
  });

  it('leaves nothing hidden behind where only its inner folder has a name that is too long', async () => {
    const { learner } = await given();
    // The longest path has 4,095 bytes, and the hidden folder takes 20 of them.
    let parent = learner.folder;
    while (parent.length < 4_074) {
      parent = join(parent, 'p'.repeat(Math.min(200, 4_074 - parent.length - 1)));
      if (4_074 - parent.length === 1) parent += 'p';
    }
    mkdirSync(parent, { recursive: true });
    const { code, stderr } = await learner.type('start', 'greet-everyone', join(parent, 'x'));
    expect(code).toBe(8);
    expect(stderr).toMatch(/^This name is too long: .*\n$/);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('refuses a folder with something in it, without a request', async () => {
    const { server, learner } = await given();
    write(learner.folder, { 'greet-everyone/mine.txt': 'mine' });
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 2,
      stderr: `${learner.folder}/greet-everyone is not empty. Choose a new folder.\n`,
    });
    expect(treeOf(learner.folder)).toEqual({
      'greet-everyone': 'folder',
      'greet-everyone/mine.txt': 'mine',
    });
    expect(server.paths).toEqual([]);
  });

  it.each([
    ['a/b', 'The folder %/a does not exist. Create it first.\n'],
    ['file/b', 'There is a file in the way of %/file/b. Choose a new folder.\n'],
    ['file', 'There is a file in the way of %/file. Choose a new folder.\n'],
  ])('refuses the folder %s', async (dir, message) => {
    const { learner } = await given();
    write(learner.folder, { file: '' });
    expect(await learner.type('start', 'greet-everyone', dir)).toMatchObject({
      code: 2,
      stderr: message.replace('%', learner.folder),
    });
    expect(treeOf(learner.folder)).toEqual({ file: '' });
  });

  it('notes what must be completed before a locked lab can be submitted', async () => {
    const { learner } = await given();
    expect(await learner.type('start', 'greet-again')).toMatchObject({
      code: 0,
      stderr:
        'You cannot submit this lab before you complete greet-everyone. Run: akasha-labs start greet-everyone\n',
    });
  });

  it('says that a lab does not exist', async () => {
    const { learner } = await given();
    expect(await learner.type('start', 'no-such-lab')).toMatchObject({
      code: 2,
      stderr: 'There is no lab no-such-lab. See the ids: akasha-labs list\n',
    });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('says that a lab has no archive', async () => {
    const { server, learner } = await given();
    server.labs[0]!.archive = null;
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({ code: 4 });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('leaves nothing behind when the lab cannot be set up', async () => {
    const { server, learner } = await given();
    server.labs[0]!.archive = await archiveOf(
      smallLab('greet-everyone').map(([path, content]) => [
        path,
        String(path).endsWith('setup.sh') ? 'echo "this lab needs a lathe" >&2; exit 1' : content,
      ]),
    );
    expect(await learner.type('start', 'greet-everyone')).toMatchObject({
      code: 8,
      stderr: 'The lab cannot be set up here.\nthis lab needs a lathe\n',
    });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('stops a setup.sh that takes too long, with all that it has started', async () => {
    const { server, learner } = await given();
    const started = join(learner.home, 'started');
    server.labs[0]!.archive = await archiveOf(
      smallLab('greet-everyone').map(([path, content]) => [
        path,
        String(path).endsWith('setup.sh')
          ? `sleep 1000 & echo $! >"${started}.half"; mv "${started}.half" "${started}"; wait`
          : content,
      ]),
    );
    const running = learner.type('start', 'greet-everyone');
    await untilExists(started);
    learner.clock.advance(120_000);
    expect(await running).toMatchObject({
      code: 8,
      stderr: 'setup.sh did not finish within 2 minutes.\n',
    });
    expect(treeOf(learner.folder)).toEqual({});
    await untilGone(Number(readFileSync(started, 'utf8')));
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const { server, learner } = await given();
    server.handle('/bundles/greet-everyone.tar.gz', () => undefined);
    const running = learner.type('start', 'greet-everyone');
    await server.received('/bundles/greet-everyone.tar.gz');
    expect(readdirSync(learner.folder)).toEqual([expect.stringMatching(/^\.akasha-labs-/)]);
    running.interrupt();
    expect(await running).toMatchObject({ code: 130, stderr: 'Interrupted.\n' });
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('gives the scripts of a lab the environment of the learner, without the token', async () => {
    const { server, learner } = await given();
    server.labs[0]!.archive = await archiveOf(
      smallLab('greet-everyone').map(([path, content]) => [
        path,
        String(path).endsWith('setup.sh') ? 'mkdir "$1"; env >"$1/env.txt"' : content,
      ]),
    );
    const first = join(learner.home, 'first.sh');
    writeFileSync(first, 'echo mine >&2; exit 3');
    const env = {
      AKASHA_TOKEN: 'header.payload.signature',
      EDITOR: 'ed',
      LAB_VARIANT: '7',
      BASH_ENV: first,
      ENV: first,
      'BASH_FUNC_mkdir%%': '() { exit 3; }',
    };
    expect(await learner.with({ env }).type('start', 'greet-everyone')).toMatchObject({ code: 0 });
    const seen = readFileSync(join(learner.folder, 'greet-everyone/work/env.txt'), 'utf8');
    expect(seen).toContain('EDITOR=ed\n');
    expect(seen).not.toMatch(/AKASHA_TOKEN|LAB_VARIANT|ENV=|BASH_FUNC/);
  });

  it('says how to get bash', async () => {
    const { server, learner } = await given();
    const without = learner.with({ env: { PATH: join(learner.home, 'nothing') } });
    expect(await without.type('start', 'greet-everyone')).toMatchObject({
      code: 8,
      stderr:
        'Labs need bash, and this machine has none. Install the package bash, then run the command again.\n',
    });
    expect(await learner.with({ platform: 'win32' }).type('start', 'greet-everyone')).toMatchObject(
      { code: 8, stderr: expect.stringContaining('WSL') },
    );
    expect(server.paths).toEqual([]);
    expect(treeOf(learner.folder)).toEqual({});
  });

  it('shows a bar on a terminal only', async () => {
    const { learner } = await given();
    const terminal = { stderr: { write: () => undefined, isTTY: true } };
    const { stderr } = await learner.with(terminal).type('start', 'greet-everyone');
    expect(stderr).toMatch(/Downloading █+ 100 %/);
    expect(stderr).toMatch(/\r\u001b\[2K$/);
    const quiet = await learner
      .with({ ...terminal, env: { CI: '1' } })
      .type('start', 'tell-a-story');
    expect(quiet.stderr).toBe('');
  });
});

async function untilExists(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise(setImmediate);
}

/** The system may need a moment to remove a process that has ended. */
async function untilGone(pid: number): Promise<void> {
  try {
    for (;;) {
      process.kill(pid, 0);
      await new Promise(setImmediate);
    }
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
}
