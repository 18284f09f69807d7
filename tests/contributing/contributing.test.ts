import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCatalogue, type Exercise } from '../../catalogue/read';
import { API_KEY } from '../../local/config';
import { resourceOf, roleGrants } from '../infra/policies';
import { SECRETS, synthesize } from '../infra/synthesize';
import { openExercise } from '../support/catalogue';
import { send } from '../support/client';
import { copyProduct } from '../support/copiedProduct';
import { givenFreePort } from '../support/port';
import { run } from '../support/process';
import { startScript } from '../support/running';
import { catalogueCommands, follow } from './recipes';

const root = copyProduct(mkdtempSync(join(tmpdir(), 'akasha-')));
// `catalogue check` also tries exercises as a user who is not root.
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true }));

const RECIPES = [
  'Add an exercise',
  'Add a resolved field',
  'Add a stored attribute of an exercise',
  'Add a route',
  'Add a table',
  'Add a secret',
] as const;
const touched: Record<string, string[]> = {};
let exercises: readonly Exercise[];

/** What the last command of the catalogue printed. */
let checked = '';

async function catalogueCommand(args: string[]): Promise<void> {
  const { ended, stdout, stderr } = startScript('catalogue/command.ts', args, { product: root });
  expect(await ended, stdout() + stderr()).toBe(0);
  checked = stdout();
}

/** All recipes are applied to one copy, because they must not conflict with each other. */
beforeAll(async () => {
  const [create, ...others] = catalogueCommands('Add an exercise');
  await catalogueCommand(create!);
  for (const recipe of RECIPES) {
    touched[recipe] = follow(recipe, root);
    if (recipe === 'Add an exercise') for (const args of others) await catalogueCommand(args);
    // Read before a later recipe adds an attribute to exercises.
    exercises ??= await readCatalogue(join(root, 'exercises'));
  }
  execFileSync('node_modules/.bin/graphql-codegen', ['--config', 'codegen.yml'], {
    cwd: root,
    stdio: 'pipe',
  });
}, 60_000);

it.each([
  ['Add a resolved field', 4],
  ['Add a stored attribute of an exercise', 4],
  ['Add a route', 2],
  ['Add a table', 1],
  ['Add a secret', 4],
])('%s touches %i files', (recipe, count) => {
  const files = touched[recipe]!.filter((file) => !file.startsWith('exercises/'));
  expect(files).toHaveLength(count);
});

it('the exercise is in the catalogue, and correct', () => {
  const { id, answers } = exercises.at(-1)!;
  expect(id).toBe('count-the-lines');
  expect(answers.hashes).toHaveLength(32);
  expect(answers.isCurrent).toBe(true);
  expect(checked).toBe('count-the-lines: correct\n');
});

/**
 * The types of the AWS SDK take most of the time to compile. The deploy bundles the files that
 * import them.
 */
const IMPORTS_SDK = /^(functions\/widgets|local)\//;

it('the files that the recipes changed compile', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) =>
    ts.sys.readFile(file),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const files = [...Object.values(touched).flat(), 'resolvers/lib/exercise.ts']
    .filter((file) => file.endsWith('.ts') && !IMPORTS_SDK.test(file))
    .map((file) => join(root, file));
  const program = ts.createProgram([...new Set(files)], options);
  const mistakes = program
    .getRootFileNames()
    .flatMap((file) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(file))
        .map(({ messageText }) => `${file}: ${JSON.stringify(messageText)}`),
    );
  expect(mistakes).toEqual([]);
}, 60_000);

it('the field, the route, the table and the secret are deployed', async () => {
  const secrets = { ...SECRETS, MailKey: 'value-of-the-mail-key' };
  const { dev } = await synthesize(['dev'], { root, secrets });
  const notes = resourceOf(dev, 'aws:dynamodb/table:Table', 'NotesTable');
  expect(notes.properties).toMatchObject({ hashKey: 'pk', rangeKey: 'sk' });
  expect(JSON.stringify(dev)).toContain('https://works-on-my.cloud/exercises/');

  const { physicalName } = resourceOf(dev, 'aws:lambda/function:Function', 'WidgetTitleFunction');
  expect(
    resourceOf(dev, 'aws:apigatewayv2/route:Route', 'WidgetsRouteTitleRoute').properties,
  ).toMatchObject({ routeKey: 'ANY /v1/exercises/{id}/title.json' });
  expect(
    resourceOf(dev, 'aws:apigatewayv2/integration:Integration', 'WidgetsRouteTitleIntegration')
      .properties['integrationUri'],
  ).toMatch(new RegExp(`:function:${physicalName}$`));
  const onTables = roleGrants(dev, 'WidgetTitleRole').filter(({ action }) =>
    action.startsWith('dynamodb:'),
  );
  const exercises = resourceOf(dev, 'aws:dynamodb/table:Table', 'ExercisesTable');
  expect(onTables).toEqual([
    {
      action: 'dynamodb:Query',
      resource: `arn:aws:dynamodb:ap-south-1:111122223333:table/${exercises.physicalName}`,
    },
  ]);
}, 60_000);

it('the local stack serves the field, the attribute and the route', async () => {
  const port = await givenFreePort();
  const url = `http://localhost:${port}`;
  const stack = run('local/start.ts', ['--memory'], { product: root, env: { PORT: String(port) } });
  await stack.until(/is running/);
  const { id, title } = openExercise;
  // Only the schema of the copy has these fields.
  const { data, errors } = await send(
    url,
    { apiKey: API_KEY },
    `{ exercise(id: "${id}") { url hintCount } }`,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    exercise: { url: `https://works-on-my.cloud/exercises/${id}`, hintCount: 0 },
  });
  const answer = await fetch(`${url}/v1/exercises/${id}/title.json`);
  expect([answer.status, await answer.json()]).toEqual([200, { title }]);
  stack.child.kill('SIGTERM');
  await stack.ended;
}, 60_000);
