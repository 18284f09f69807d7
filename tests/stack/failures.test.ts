import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStack } from '../../local/stack';
import { givenFolder } from '../support/folder';
import { openExercise } from '../support/catalogue';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = readFileSync(join(root, 'schema.graphql'), 'utf8');

/** The error with which a stack with these options fails to start. */
async function failureOf(options: Parameters<typeof startStack>[0]): Promise<string> {
  const stack = await startStack({ memory: true, ...options }).catch((error: unknown) => error);
  if (stack instanceof Error) return `${stack.name}: ${stack.message}`;
  throw new Error('It started.');
}

function givenSchema(text: string): string {
  const file = join(givenFolder(), 'schema.graphql');
  writeFileSync(file, text);
  return file;
}

describe('a broken schema', () => {
  it.each([
    [
      'that does not parse',
      'type Query {',
      /^LocalError: schema\.graphql: line 1: Syntax Error: [^\n]+$/,
    ],
    [
      'that names a type that is not there',
      schema.replace('): Exercise @aws', '): Excercise @aws'),
      /^LocalError: schema\.graphql: [^\n]*Unknown type "Excercise"[^\n]*$/,
    ],
    [
      'that defines what AppSync brings',
      `${schema}\nscalar AWSDate\n`,
      /^LocalError: schema\.graphql: line \d+: AppSync does not support custom scalars\.$/,
    ],
    [
      'with default values, which AppSync drops',
      schema
        .replace('    order: SolverOrder\n', '    order: SolverOrder! = FIRST\n')
        .replace('  tag: String\n', '  tag: String = "git"\n'),
      /^LocalError: schema\.graphql: AppSync drops default values\. [^\n]+: ExerciseFilter\.tag on line \d+, Exercise\.solvers\(order\) on line \d+\.$/,
    ],
    [
      'without a field that has a resolver',
      schema.replace('  viewer: Viewer\n', '  somebody: Viewer\n'),
      /^LocalError: Query\.viewer: the schema does not have this field\.$/,
    ],
  ])('fails with a one-line error: %s', async (_, text, message) => {
    expect(await failureOf({ schema: givenSchema(text) })).toMatch(message);
  });

  it('that does not exist fails with a one-line error', async () => {
    expect(await failureOf({ schema: '/nowhere/schema.graphql' })).toMatch(
      /^LocalError: [^\n]*schema\.graphql[^\n]*$/,
    );
  });
});

describe('a broken exercise', () => {
  it('fails with a one-line error that names its file', async () => {
    const exercises = join(givenFolder(), 'exercises');
    mkdirSync(exercises);
    const exercise = join(exercises, openExercise.id);
    cpSync(join(root, 'exercises', openExercise.id), exercise, { recursive: true });
    writeFileSync(join(exercise, 'exercise.yml'), 'title: [');
    expect(await failureOf({ exercises })).toMatch(
      new RegExp(`^CatalogueError: exercises/${openExercise.id}/exercise.yml: [^\\n]+$`),
    );
  });
});

describe('a data folder', () => {
  it('that cannot be created fails with a one-line error', async () => {
    const file = join(givenFolder(), 'a-file');
    writeFileSync(file, '');
    const failure = await failureOf({ memory: false, dataFolder: join(file, 'data') });
    expect(failure).toMatch(/^LocalError: [^\n]+a-file[^\n]+$/);
  });

  it('with damaged secrets fails with a one-line error', async () => {
    const dataFolder = givenFolder();
    writeFileSync(join(dataFolder, 'secrets.json'), '{"jwtSecret":');
    expect(await failureOf({ memory: false, dataFolder })).toBe(
      `LocalError: ${join(dataFolder, 'secrets.json')} is damaged. To start over, run: pnpm start --reset`,
    );
  });
});

describe('an external database', () => {
  it('that accepts connections but never responds fails with a one-line error', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const dynamoEndpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await failureOf({ dynamoEndpoint })).toBe(
      `LocalError: The database at ${dynamoEndpoint} does not respond.`,
    );
  });

  it('that refuses connections fails with a one-line error', async () => {
    expect(await failureOf({ dynamoEndpoint: 'http://127.0.0.1:1' })).toMatch(
      /^LocalError: [^\n]*http:\/\/127\.0\.0\.1:1[^\n]*$/,
    );
  });
});
