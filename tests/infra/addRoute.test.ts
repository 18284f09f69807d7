import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLab } from '../support/catalogue';
import { copyProduct, replaceIn } from '../support/copiedProduct';
import { givenFreePort } from '../support/port';
import { run } from '../support/process';
import { resourceOf, roleGrants } from './policies';
import { synthesize } from './synthesize';

const FUNCTION = `
  import { exerciseIdOf, readCounters } from '../lib/exerciseCounters';
  import { jsonContent, widgetHandler } from '../lib/widgets';

  export const handler = widgetHandler(async ({ pathParameters }, deadline) => {
    const { title } = await readCounters(exerciseIdOf(pathParameters), deadline);
    return jsonContent({ title });
  });`;

const ENTRY = `
  WidgetTitle: {
    handler: 'functions/widgets/title.handler',
    timeoutSeconds: 3,
    memoryMb: MEMORY_MB,
    access: [{ table: 'Exercises', actions: ['Query'] }],
    links: [],
    invokedBy: { api: 'widgets', route: 'ANY /v2/titles/{id}', name: 'title' },
  },`;

/** The product with one function more, which the manifest says all about. */
function givenRoute(): string {
  const root = copyProduct();
  writeFileSync(join(root, 'functions/widgets/title.ts'), FUNCTION);
  replaceIn(root, 'functions/manifest.ts', '\n  CountRanks: {', `${ENTRY}\n\n  CountRanks: {`);
  return root;
}

it('a route is deployed and served with its function and its entry in the manifest alone', async () => {
  const product = givenRoute();

  const { dev } = await synthesize(['dev'], { root: product });
  const { physicalName } = resourceOf(dev, 'aws:lambda/function:Function', 'WidgetTitleFunction');
  expect(
    resourceOf(dev, 'aws:apigatewayv2/route:Route', 'WidgetsRouteTitleRoute').properties,
  ).toMatchObject({ routeKey: 'ANY /v2/titles/{id}' });
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

  const port = await givenFreePort();
  const stack = run('local/start.ts', ['--memory'], { product, env: { PORT: String(port) } });
  await stack.until(/is running/);
  const answer = await fetch(`http://localhost:${port}/v2/titles/${openLab.id}`);
  expect([answer.status, await answer.json()]).toEqual([200, { title: openLab.title }]);
  stack.child.kill('SIGTERM');
  await stack.ended;
});
