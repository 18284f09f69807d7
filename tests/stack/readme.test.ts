import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue, exerciseOf } from '../support/catalogue';
import { makeFreshClone } from '../support/freshClone';
import { press, type Running } from '../support/process';

/**
 * Time limit to install or delete a hundred thousand files, even from a registry. Only a hang takes
 * longer.
 */
const FILES_MS = 300_000;

const clone = await makeFreshClone();

/** The blocks of commands in a section of the README, verbatim. */
function blocksOf(section: string): string[] {
  const readme = readFileSync(join(clone.folder, 'README.md'), 'utf8');
  const text = readme.split(/^## /m).find((each) => each.startsWith(section))!;
  return [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block!);
}

/** The lines and responses that were printed. curl ends no response with a newline. */
const answersIn = (stdout: string) =>
  stdout
    .split(/\n|(?<=\})(?=[^,\]}])/)
    .filter((text) => text !== '')
    .map((text) => (text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : text));

/** Pastes blocks into a terminal: a command that reads stdin consumes the lines after it. */
const paste = (blocks: string[]) => clone.type(`bash <<'PASTED'\n${blocks.join('\n')}PASTED\n`);

const [start, test, ...others] = blocksOf('Two commands').map((block) => block.trimEnd());
let stack: Running;

beforeAll(async () => {
  expect(existsSync(join(clone.folder, 'node_modules'))).toBe(false);
  stack = clone.type(start!);
  await stack.until(/Ctrl-C/);
}, FILES_MS);

// Ctrl-C leaves a clean clone and a free port.
afterAll(async () => {
  press(stack, 'SIGINT');
  await stack.ended;
  const connectionRefused = 7;
  expect(await clone.type('curl -s http://localhost:4000/healthz').ended).toBe(connectionRefused);
  const untracked = ['ls-files', '--others', '--exclude-standard'];
  expect(String(execFileSync('git', untracked, { cwd: clone.folder }))).toBe('');
  clone.remove();
}, FILES_MS);

it('two commands are enough', () => {
  expect(start).toBe('npx pnpm start');
  expect(stack.stdout()).toContain('http://localhost:4000\n');
  // The other command runs this test.
  expect(test).toBe('npx pnpm test');
  expect(others).toEqual([]);
});

it('five minutes with curl works as described in the README', async () => {
  const terminal = paste(blocksOf('Five minutes with curl'));
  expect(await terminal.ended, terminal.stderr()).toBe(0);
  const answers = answersIn(terminal.stdout());
  const isFromLab = (each: unknown) => typeof each === 'string' && !each.startsWith('HTTP');
  expect(answers.filter(isFromLab)).toEqual([
    expect.stringMatching(/^Started recover-a-lost-commit in .*cookbook$/),
    expect.stringMatching(/^ {2}cd .*cookbook\/work$/),
    '  cat ../instructions.md',
    `  npx pnpm -C ${clone.folder} akasha-labs check`,
    `  npx pnpm -C ${clone.folder} akasha-labs submit`,
    `Correct. Submit it: npx pnpm -C ${clone.folder} akasha-labs submit`,
  ]);
  const [list, viewer, completion, stats, boards, logout, refusal, ...further] = answers.filter(
    (each) => !isFromLab(each),
  );
  const items = catalogue.map(({ id, title, difficulty, points }) => ({
    id,
    title,
    difficulty,
    points,
  }));
  expect(list).toEqual({ data: { exercises: { items } } });
  expect(viewer).toMatchObject({ data: { viewer: { username: 'ada' } } });
  expect(completion).toMatchObject({ data: { recordCompletion: { outcome: 'COMPLETED' } } });
  expect(stats).toEqual({ data: { exercise: { stats: { completions: 1 } } } });
  const { points } = exerciseOf('recover-a-lost-commit');
  expect(boards).toMatchObject({
    data: {
      exercise: { solvers: { items: [{ username: 'ada' }] } },
      leaderboard: { items: [{ rank: 1, username: 'ada', points }] },
    },
  });
  expect(logout).toEqual({ data: { logout: { sessionsEnded: 1 } } });
  expect(refusal).toBe('HTTP/1.1 401 Unauthorized\r');
  expect(further).toEqual([]);
});

it('widgets return what the README describes', async () => {
  const terminal = paste(blocksOf('Widgets on any page'));
  expect(await terminal.ended, terminal.stderr()).toBe(0);
  const [stats, board, badge, ...further] = answersIn(terminal.stdout());
  expect(stats).toMatchObject({ exerciseId: 'recover-a-lost-commit' });
  expect(board).toMatchObject({ period: 'WEEK', items: [{ username: 'ada' }] });
  expect(badge).toMatch(/^<svg .* completed<\/title>.*<\/svg>$/);
  expect(further).toEqual([]);
});
