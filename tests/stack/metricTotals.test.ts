import type { EmfOutput } from '@aws-lambda-powertools/metrics/types';
import { expect, it } from 'vitest';
import { createTotals } from '../../local/metrics/totals';

const document = (value: number | number[], route: string): EmfOutput => ({
  _aws: {
    Timestamp: 0,
    CloudWatchMetrics: [
      {
        Namespace: 'AkashaLabs',
        // The format has several sets, the type of Powertools only one.
        Dimensions: [['stage', 'route'], ['stage']] as unknown as [string[]],
        Metrics: [{ Name: 'ResponseTime', Unit: 'Milliseconds' }],
      },
    ],
  },
  stage: 'local',
  route,
  ResponseTime: value,
});

it('sums numbers and arrays, once for each set of dimensions', () => {
  const totals = createTotals();
  totals.add(document(3, 'GET /a'));
  totals.add(document([1, 2], 'GET /a'));
  totals.add(document(10, 'GET /b'));
  const series = { name: 'ResponseTime', unit: 'Milliseconds' };
  expect(totals.list()).toEqual([
    {
      ...series,
      dimensions: { stage: 'local', route: 'GET /a' },
      count: 3,
      sum: 6,
      min: 1,
      max: 3,
    },
    { ...series, dimensions: { stage: 'local' }, count: 4, sum: 16, min: 1, max: 10 },
    {
      ...series,
      dimensions: { stage: 'local', route: 'GET /b' },
      count: 1,
      sum: 10,
      min: 10,
      max: 10,
    },
  ]);
});

it('keeps at most 500 series, and goes on counting in those', () => {
  const totals = createTotals();
  for (let i = 0; i < 600; i += 1) totals.add(document(1, `GET /${i}`));
  totals.add(document(1, 'GET /0'));
  expect(totals.list()).toHaveLength(500);
  expect(totals.list().find(({ dimensions }) => dimensions['route'] === 'GET /0')?.count).toBe(2);
});
