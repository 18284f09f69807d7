import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, noBrowser } from '../pages/browser';
import { catalogue, openExercise } from '../support/catalogue';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const exec = promisify(execFile);
const repository = fileURLToPath(new URL('../..', import.meta.url));

const { url } = await givenStack();

let root: string;
/** The command, unpacked from what npm would publish. */
let command: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'learner-'));
  await exec('npm', ['pack', '--silent', '--pack-destination', root], {
    cwd: join(repository, 'packages/cli'),
  });
  const [archive] = await readdir(root);
  await exec('tar', ['-xzf', archive!], { cwd: root });
  command = join(root, 'package/bin/akasha-labs.cjs');
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A learner's machine with an empty home, on which they run `akasha-labs`. */
async function givenLearner(name: string, env: NodeJS.ProcessEnv = {}) {
  const home = join(root, name);
  await mkdir(home);
  const settings = {
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, AKASHA_URL: url, ...env },
  };
  return {
    home,
    start: (...args: string[]) => spawn(process.execPath, [command, ...args], settings),
    run: (...args: string[]): Promise<Outcome> =>
      exec(process.execPath, [command, ...args], settings).then(
        ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
        ({ code, stdout, stderr }: Outcome & { code: number }) => ({
          status: code,
          stdout,
          stderr,
        }),
      ),
    /** Does the work of a lab, as its author does. */
    solve: (id: string) =>
      exec('bash', [
        join(repository, 'exercises', id, 'solution/solve.sh'),
        join(home, id, 'work'),
      ]),
  };
}

const { id, title, points } = openExercise;

/** Starts a lab, solves it and hands it in. */
async function completes({ run, solve }: Awaited<ReturnType<typeof givenLearner>>): Promise<void> {
  expect(await run('start', id)).toMatchObject({ status: 0 });
  expect(await run('check', id)).toMatchObject({ status: 1 });
  await solve(id);
  expect(await run('check', id)).toMatchObject({ status: 0 });
  const submitted = await run('submit', id);
  expect(submitted).toMatchObject({ status: 0 });
  expect(submitted.stdout).toContain(`Completed: ${title}. ${points} points`);
  expect((await run('rank')).stdout).toContain(`${points} points`);
}

describe('a learner with an empty home', () => {
  it('completes a lab with a token and no browser', async () => {
    const { token } = await givenPerson('terminal-token');
    await completes(await givenLearner('with-token', { AKASHA_TOKEN: token }));
  });

  it.skipIf(noBrowser)('signs in with the browser, and completes a lab', async () => {
    const learner = await givenLearner('with-browser');
    const login = learner.start('login', '--no-browser');
    const ended = once(login, 'exit');
    const address = await signInAddress(login);
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(address);
      await page.getByRole('textbox').fill('terminal-browser');
      await page.getByRole('button', { name: 'Authorize', exact: true }).click();
      await page.getByText('You are signed in').waitFor();
      expect(new URL(page.url()).hostname).toBe('127.0.0.1');
    } finally {
      await browser.close();
    }
    expect(await ended).toEqual([0, null]);
    expect((await learner.run('whoami')).stdout).toContain('terminal-browser');
    await completes(learner);
    expect(await learner.run('logout')).toMatchObject({ status: 0 });
    expect(await learner.run('whoami')).toMatchObject({ status: 3 });
  });
});

/** The address that the command prints for the browser. */
async function signInAddress({ stdout, stderr }: ReturnType<typeof spawn>): Promise<string> {
  for (const stream of [stderr!, stdout!]) stream.setEncoding('utf8');
  for await (const line of createInterface({ input: stderr! })) {
    const [address] = /http:\S+\/auth\/github\S+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('The command printed no address.');
}

it('the files of a started lab do not contain its answer', async () => {
  const { token } = await givenPerson('terminal-reader');
  const { home, run } = await givenLearner('reader', { AKASHA_TOKEN: token });
  await run('start', id);
  const entries = await readdir(join(home, id), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name)).toContain('verify.sh');
  const hashes = catalogue.flatMap(({ answers }) => answers.hashes);
  for (const { parentPath, name } of files) {
    const text = await readFile(join(parentPath, name), 'latin1');
    expect(hashes.filter((hash) => text.includes(hash))).toEqual([]);
    expect(name).not.toMatch(/solve|hashes|exercise\.yml/);
  }
});
