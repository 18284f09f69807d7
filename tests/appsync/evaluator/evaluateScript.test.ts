import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CODE = 'export const request = (ctx) => ctx.args.id;\nexport const response = () => null;';

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  await writeFile(file('code.js'), CODE);
  await writeFile(file('context.json'), JSON.stringify({ arguments: { id: '7' } }));
  await writeFile(file('broken.json'), '{');
});

afterAll(() => rm(folder, { recursive: true }));

async function evaluate(code: string, handler: string, context: string) {
  const flags = ['--code', file(code), '--function', handler, '--context', file(context)];
  const child = spawn(process.execPath, ['local/launch.mjs', 'local/evaluate.ts', ...flags]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = await new Promise((resolve) => child.once('close', resolve));
  return { exit, output, errors };
}

describe.concurrent('pnpm evaluate', () => {
  it('prints what aws appsync evaluate-code would', async () => {
    const { exit, output, errors } = await evaluate('code.js', 'request', 'context.json');
    expect([exit, errors]).toEqual([0, '']);
    expect(JSON.parse(output)).toEqual({
      evaluationResult: '"7"',
      logs: [],
      stash: '{}',
      outErrors: '[]',
    });
  });

  it.each([
    ['a missing file', ['none.js', 'request', 'context.json'], /no such file/],
    ['a context that is not JSON', ['code.js', 'request', 'broken.json'], /is not JSON/],
  ] as const)(
    'says one line and exits with 1 for %s',
    async (_, [code, handler, context], message) => {
      const { exit, output, errors } = await evaluate(code, handler, context);
      expect([exit, output]).toEqual([1, '']);
      expect(errors).toMatch(message);
      expect(errors.trim().split('\n')).toHaveLength(1);
    },
  );
});
