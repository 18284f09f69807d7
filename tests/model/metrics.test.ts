import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { API_NAMES } from '../../functions/manifest';
import { routesOf } from '../../functions/invocations';
import { refusals } from '../../functions/lib/refusal';
import { metrics, METRICS_NAMESPACE, SIGN_IN_OUTCOMES } from '../../model/metrics';

const docs = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');

it('the docs list every metric', () => {
  const rows = [
    ...docs.matchAll(/^\| `(\w+)` +\| (Count|Milliseconds) +\| (.*?) +\| (.*?) +\|$/gm),
  ];
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    Object.entries<{ unit: string; dimension?: string; meaning: string }>(metrics).map(
      ([name, { unit, dimension, meaning }]) => [
        name,
        unit,
        dimension ? `\`${dimension}\`` : '',
        meaning,
      ],
    ),
  );
  expect(docs).toContain(`under \`${METRICS_NAMESPACE}\``);
});

it('the outcomes of a sign-in are its success and every refusal', () => {
  expect([...SIGN_IN_OUTCOMES]).toEqual(['signed_in', ...Object.keys(refusals)]);
});

it('the docs say how many metrics a stage has at most', () => {
  const values: Readonly<Record<string, number>> = {
    outcome: SIGN_IN_OUTCOMES.length,
    route: API_NAMES.flatMap((api) => routesOf(api)).length,
  };
  const most = Object.values<{ unit: string; dimension?: string }>(metrics).reduce(
    (sum, { dimension }) => sum + (dimension ? values[dimension]! : 1),
    0,
  );
  expect(docs).toContain(`A stage has at most ${most}.`);
});
