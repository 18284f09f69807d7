import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTEXT_MAX_LENGTH } from 'local-appsync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const CODE = 'export const request = (ctx) => ctx.args.id;\nexport const response = () => null;';

/** Code that runs, but that AppSync's type check refuses. */
const SHAPES = `export const request = (ctx) => {
  const all = [{ a: 1 }];
  all.push({ b: 2 });
  return all;
};
export const response = () => null;`;

/** A context of `length` characters. */
const contextOf = (length: number): string => {
  const around = JSON.stringify({ arguments: { id: '' } });
  return JSON.stringify({ arguments: { id: 'x'.repeat(length - around.length) } });
};

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  await writeFile(file('code.js'), CODE);
  await writeFile(file('shapes.js'), SHAPES);
  await writeFile(file('loop.js'), `${CODE}\nfor (;;) {}`);
  await writeFile(file('context.json'), JSON.stringify({ arguments: { id: '7' } }));
  await writeFile(file('broken.json'), '{');
  const longest = contextOf(CONTEXT_MAX_LENGTH);
  await writeFile(file('longest.json'), longest);
  await writeFile(file('too-long.json'), `${longest}\n`);
  await writeFile(file('hashbang.js'), `#!/usr/bin/env node\n${CODE}`);
});

afterAll(() => rm(folder, { recursive: true }));

async function evaluate(code: string, handler: string, context: string, ...more: string[]) {
  const flags = [...more, '--code', file(code), '--function', handler, '--context', file(context)];
  const child = spawn(process.execPath, ['scripts/launch.mjs', 'local/evaluate.ts', ...flags]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = await new Promise((resolve) => child.once('close', resolve));
  return { exit, output, errors };
}

describe.concurrent('pnpm evaluate', () => {
  it('prints the same output as aws appsync evaluate-code', async () => {
    const { exit, output, errors } = await evaluate('code.js', 'request', 'context.json');
    expect([exit, errors]).toEqual([0, '']);
    expect(JSON.parse(output)).toEqual({
      evaluationResult: '"7"',
      logs: [],
      stash: '{}',
      outErrors: '[]',
    });
  });

  it('checks no types by default', async () => {
    const { exit, output } = await evaluate('shapes.js', 'request', 'context.json');
    expect([exit, JSON.parse(output)]).toMatchObject([
      0,
      { evaluationResult: '[{"a":1},{"b":2}]' },
    ]);
  });

  it('prints the errors of the type check, and exits with 1', async () => {
    const { exit, output, errors } = await evaluate(
      'shapes.js',
      'request',
      'context.json',
      '--check',
    );
    expect([exit, errors]).toEqual([1, '']);
    expect(JSON.parse(output)).toEqual({
      error: {
        message: expect.stringMatching(/^code\.js\(3,12\): error TS2345: /),
        codeErrors: [
          {
            errorType: 'PARSE_ERROR',
            value: expect.stringMatching(/^code\.js\(3,12\): error TS2345: /),
            location: { line: 3, column: 12, span: 8 },
          },
        ],
      },
      logs: [],
    });
  });

  it('with --check, exits with 1 for code that AppSync’s linter refuses', async () => {
    const unchecked = await evaluate('loop.js', 'request', 'context.json');
    const checked = await evaluate('loop.js', 'request', 'context.json', '--check');
    expect([unchecked.exit, checked.exit]).toEqual([0, 1]);
    expect(checked.output).toBe(unchecked.output);
    expect(JSON.parse(checked.output)).toMatchObject({
      error: { codeErrors: [{ errorType: 'LINT_ERROR' }] },
    });
  });

  it('evaluates code that passes the type check', async () => {
    const { exit, output } = await evaluate('code.js', 'request', 'context.json', '--check');
    expect([exit, JSON.parse(output)]).toMatchObject([0, { evaluationResult: '"7"' }]);
  });

  it('accepts a context of 28,000 characters', async () => {
    const { exit, output } = await evaluate('code.js', 'request', 'longest.json');
    const { evaluationResult } = JSON.parse(output) as { evaluationResult: string };
    expect(exit).toBe(0);
    expect(JSON.parse(evaluationResult)).toMatch(/^x{27000,}$/);
  });

  it('prints a code error for code that begins with #!', async () => {
    const unchecked = await evaluate('hashbang.js', 'request', 'context.json');
    const checked = await evaluate('hashbang.js', 'request', 'context.json', '--check');
    expect([unchecked.exit, unchecked.errors, checked.exit]).toEqual([0, '', 1]);
    expect(checked.output).toBe(unchecked.output);
    const value = 'a first line with #! is not supported in APPSYNC_JS';
    expect(JSON.parse(unchecked.output)).toEqual({
      error: {
        message: `Error: code.js(1,1): error ${value}`,
        codeErrors: [
          { errorType: 'PARSER_ERROR', value, location: { line: 1, column: 1, span: 0 } },
        ],
      },
      logs: [],
    });
  });

  it.each([
    ['a missing file', ['none.js', 'request', 'context.json'], /no such file/],
    ['a context that is not JSON', ['code.js', 'request', 'broken.json'], /is not valid JSON/],
    [
      'a context that EvaluateCode would not take',
      ['code.js', 'request', 'too-long.json'],
      /too-long\.json has 28001 characters, .+ EvaluateCode accepts a context of at most 28000\.$/m,
    ],
  ] as const)(
    'prints one line and exits with 1 for %s',
    async (_, [code, handler, context], message) => {
      const { exit, output, errors } = await evaluate(code, handler, context);
      expect([exit, output]).toEqual([1, '']);
      expect(errors).toMatch(message);
      expect(errors.trim().split('\n')).toHaveLength(1);
    },
  );
});
