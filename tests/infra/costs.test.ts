import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { apiFirewall, WINDOW_SECONDS } from '../../infra/firewallRules';
import ledger from '../api/capacity.ledger.json' with { type: 'json' };
import scaled from '../api/capacityAtScale.ledger.json' with { type: 'json' };
import type { Deployment } from './deployment';
import { AUTHORIZER, PER_MILLION } from '../support/prices';
import { PARTS, restOf, type Part } from './restingCosts';
import { SETTINGS, synthesize } from './synthesize';

const { dev, preview, prod, ada } = await synthesize(['dev', 'preview', 'prod', 'ada'], {
  settings: { ...SETTINGS, ada: { ENABLE_WAF: 'true', KMS_KEY: 'own' } },
});

const docs = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8').replace(
  / +/g,
  ' ',
);

const totalOf = (deployment: Deployment): number =>
  Object.values(restOf(deployment)).reduce((sum, each) => sum + each, 0);

/** A row of a table, with empty cells for nothing. */
const row = (label: string, values: readonly number[]): string =>
  `| ${[label, ...values.map((each) => (each === 0 ? '' : each.toFixed(2)))].join(' | ')} |`.replace(
    / +/g,
    ' ',
  );

describe('a stage at rest', () => {
  it.each([dev, preview] as Deployment[])('costs less than two dollars a month: $stage', (each) => {
    expect(totalOf(each)).toBeLessThan(2);
  });

  it('costs what the documentation says', () => {
    const stages: Deployment[] = [dev, preview, prod];
    const rests = stages.map(restOf);
    const rows = [
      ...PARTS.map((part) =>
        row(
          part,
          rests.map((rest) => rest[part]),
        ),
      ),
      row('**Total**', stages.map(totalOf)),
    ];
    for (const each of rows) expect(docs).toContain(each);
  });

  it('costs more with a firewall or an own key, as documented', () => {
    const added = (part: Part) => (restOf(ada)[part] - restOf(dev)[part]).toFixed(2);
    expect(docs).toContain(`\`ENABLE_WAF=true\` adds ${added('Firewalls')} a month`);
    expect(docs).toContain(`\`KMS_KEY=own\` adds ${added('Keys')}`);
  });
});

interface Step {
  readonly label: string;
  readonly row: string;
  /** Requests to AppSync. */
  readonly requests: number;
  /** Dollars per million, of the functions that run. */
  readonly functions: number;
  /** Read units of the authorizer. */
  readonly authorizer?: number;
}

/** A function takes 100 milliseconds, if each completion is in a batch of its own. */
const ON_STREAM = PER_MILLION.lambda + 100 * PER_MILLION.lambdaMillisecond;

const authorized = { requests: 1, authorizer: 1, functions: AUTHORIZER } as const;

/** Everything that happens for one completion, with the rows of the ledgers. */
const steps: readonly Step[] = [
  {
    label: '`exercise(id)` with instructions, with the API key',
    row: ledger['exercise(id) with instructions'],
    requests: 1,
    functions: 0,
  },
  {
    label: '`startExercise`, with `IssueChallenge`',
    row: ledger.startExercise,
    ...authorized,
    functions: 2 * AUTHORIZER,
  },
  {
    label: '`recordCompletion`, rejected once',
    row: ledger['recordCompletion, rejected'],
    ...authorized,
  },
  {
    label: '`recordCompletion`, accepted',
    row: ledger['recordCompletion, accepted'],
    ...authorized,
  },
  { label: '`viewer` with rank', row: scaled['viewer with rank'], ...authorized },
  { label: '`CountRanks`', row: ledger.countRanks, requests: 0, functions: ON_STREAM },
  {
    label: '`PublishCompletion`',
    row: ledger.publishCompletion,
    requests: 1,
    functions: ON_STREAM,
  },
];

function costsOf({ row: units, requests, functions, authorizer = 0 }: Step): number[] {
  const [, reads, writes] = /^([\d.]+) RRU, ([\d.]+) WRU/.exec(units)!;
  const costs = [
    requests * PER_MILLION.appsync,
    functions,
    (Number(reads) + authorizer) * PER_MILLION.read,
    Number(writes) * PER_MILLION.write,
    requests * PER_MILLION.firewall,
  ];
  return [...costs, costs.reduce((sum, each) => sum + each, 0)];
}

it('a million completions cost what the documentation says', () => {
  const rows = steps.map((step) => [step.label, costsOf(step)] as const);
  const total = rows
    .map(([, costs]) => costs)
    .reduce((sum, costs) => sum.map((each, i) => each + costs[i]!));
  for (const [label, costs] of rows) expect(docs).toContain(row(label, costs));
  expect(docs).toContain(row('**Total**', total));
  const whole = Math.round(totalOf(prod) + total.at(-1)!);
  expect(docs).toContain(`a month with a million completions costs about ${whole} dollars`);
});

it('an address with the API key can cost no more than the documentation says', () => {
  const { limit } = apiFirewall.limits[0]!;
  const requests = (limit * 86_400) / WINDOW_SECONDS;
  const worst = /`exercises\(limit: 100\)` \| [\d,]+ \| \| ([\d.]+)/.exec(docs)![1];
  const dollars = Math.round((requests / 1_000) * Number(worst));
  expect(docs).toContain(`${requests.toLocaleString('en')} requests a day`);
  expect(docs).toContain(`${dollars} dollars at most`);
  const usual = /`exercise\(id\)`, with the API key \|.* ([\d.]+) \|/.exec(docs)![1];
  expect(docs).toContain(`${((requests / 1e6) * Number(usual)).toFixed(2)} if each reads`);
});
