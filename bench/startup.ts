/**
 * Measures the time from the command to the first authenticated response, and compares it with the
 * startup of a bare Node.js on the same machine at the same moment. Run with:
 * npx pnpm bench:startup
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { signIn } from '../local/signIn';
import { operation } from '../tests/support/operation';

const RUNS = 7;
const PORT = '4963';
const URL = `http://localhost:${PORT}`;

/** Milliseconds that an empty Node.js takes, which include the same noise on the machine. */
function bareNode(): number {
  const started = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - started;
}

/** Milliseconds from `pnpm start --memory` until a signed-in viewer receives a response. */
async function firstAnswer(): Promise<number> {
  const started = performance.now();
  const stack = spawn(process.env['npm_execpath'] ?? 'pnpm', ['start', '--memory'], {
    env: { ...process.env, PORT },
    stdio: 'ignore',
    detached: true,
  });
  for (;;) {
    try {
      const { token } = await signIn(URL, 'bench');
      const answer = await fetch(`${URL}/graphql`, {
        method: 'POST',
        headers: { authorization: token },
        body: JSON.stringify({ query: operation(`{ viewer { username } }`) }),
      });
      if ((await answer.text()) === '{"data":{"viewer":{"username":"bench"}}}') break;
    } catch {
      // Waits before it tries again, because polling takes CPU time from the starting stack.
      await setTimeout(20);
    }
  }
  const elapsed = performance.now() - started;
  process.kill(-stack.pid!, 'SIGTERM');
  await once(stack, 'exit');
  return elapsed;
}

const rows: { stack: number; node: number }[] = [];
for (let i = 0; i < RUNS; i += 1) rows.push({ stack: await firstAnswer(), node: bareNode() });

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
const stack = median(rows.map((row) => row.stack));
const node = median(rows.map((row) => row.node));
console.log(
  rows.map((row) => `${row.stack.toFixed(0)} ms, node ${row.node.toFixed(0)} ms`).join('\n'),
);
console.log(
  `median: ${stack.toFixed(0)} ms, ${(stack / node).toFixed(1)} times a bare node (${node.toFixed(0)} ms)`,
);
