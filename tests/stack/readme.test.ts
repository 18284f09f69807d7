import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { catalogue, labOf } from '../support/catalogue';
import { givenFolder } from '../support/folder';
import { givenStack } from '../support/stack';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { url } = await givenStack();

/** The commands that a section of the README tells people to type, in order. */
function commandsOf(section: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const text = readme.split(/^## /m).find((each) => each.startsWith(section))!;
  return [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('\n');
}

it('five minutes with curl go as the README says', async () => {
  const folder = givenFolder();
  const commands = commandsOf('Five minutes with curl')
    .replaceAll('http://localhost:4000', url)
    .replaceAll('/tmp/cookbook', join(folder, 'cookbook'))
    .replaceAll('npx pnpm token', 'node local/launch.mjs local/token.ts')
    // Each answer on a line of its own; curl itself writes none behind it.
    .replaceAll('curl -s', "curl -w '\\n' -s");
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', commands], {
    cwd: root,
    env: { ...process.env, PORT: new URL(url).port },
  });
  const answers = stdout.split('\n').filter((line) => line !== '');
  const [list, viewer, completion, stats, boards, logout, refusal] = answers.map((line) =>
    line.startsWith('{') ? (JSON.parse(line) as { data: Record<string, unknown> }).data : line,
  );
  expect(list).toEqual({
    exercises: {
      items: catalogue.map(({ id, title, difficulty, points }) => ({
        id,
        title,
        difficulty,
        points,
      })),
    },
  });
  expect(viewer).toMatchObject({ viewer: { username: 'ada' } });
  expect(completion).toMatchObject({ recordCompletion: { outcome: 'COMPLETED' } });
  expect(stats).toEqual({ exercise: { stats: { completions: 1 } } });
  expect(boards).toMatchObject({
    exercise: { solvers: { items: [{ username: 'ada' }] } },
    leaderboard: {
      items: [{ rank: 1, username: 'ada', points: labOf('recover-a-lost-commit').points }],
    },
  });
  expect(logout).toEqual({ logout: { sessionsEnded: 1 } });
  expect(refusal).toBe('HTTP/1.1 401 Unauthorized\r');
  expect(answers).toHaveLength(7);
  // The lab said what was wrong before its solution was carried out.
  expect(stderr).toContain('there is no branch named rescued');
});

it('widgets read what the README says', async () => {
  const commands = commandsOf('Widgets on any page')
    .replaceAll('http://localhost:4000', url)
    .replaceAll('curl -s', "curl -w '\\n' -s");
  const { stdout } = await promisify(execFile)('bash', ['-c', commands]);
  const [stats, board, badge, ...others] = stdout.trim().split('\n');
  expect(JSON.parse(stats!)).toMatchObject({ exerciseId: 'recover-a-lost-commit' });
  expect(JSON.parse(board!)).toMatchObject({
    period: 'WEEK',
    startsAt: '2026-11-16T00:00:00.000Z',
  });
  expect(badge).toMatch(/^<svg .* completed<\/title>.*<\/svg>$/);
  expect(others).toEqual([]);
});
