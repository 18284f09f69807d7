import { AUTHORIZER, streamInvocations } from '../functions/invocations';
import type { LambdaName } from '../functions/manifest';
import { tables, type TableDefinition, type TableName } from '../model/tables';
import { regionOf, type Metric, type Statistic } from './metrics';
import type { StageResources } from './stageResources';

/** What rules watch. */
type Subject =
  | 'api'
  | 'authorizer'
  | 'streamFunctions'
  | 'deadLetters'
  | 'tables'
  | 'tablesAndIndexes'
  | 'signIn'
  | 'widgets'
  | 'vault'
  | 'cdn';

/** A rule for alarms, which go off above its threshold. */
export interface AlarmRule {
  /** Also the heading of its section in `docs/runbook.md`, with spaces. */
  readonly name: string;
  /** The resources that it watches, each with an alarm of its own. */
  readonly on: Subject;
  /** A metric of the resource, or several that are added up. */
  readonly metric: string | readonly string[];
  /** The metric whose number of samples counts as 100 %. The threshold is then a percentage. */
  readonly shareOf?: string;
  readonly statistic: Statistic;
  readonly threshold: number;
  readonly unit?: '%' | 'ms';
  /** The length of a period. */
  readonly minutes: number;
  /** The number of periods, one after another, that must exceed the threshold. */
  readonly periods: number;
  /** What it means for the people who use the product. Also a line of `docs/runbook.md`. */
  readonly why: string;
}

/** Every rule. `docs/runbook.md` has a section for each, in this order. */
export const alarmRules: readonly AlarmRule[] = [
  {
    name: 'ApiErrors',
    on: 'api',
    // Errors of resolvers are not among them: AppSync responds to those with status 200.
    metric: '5XXError',
    shareOf: 'Latency',
    statistic: 'Sum',
    threshold: 1,
    unit: '%',
    minutes: 5,
    periods: 2,
    why: 'The API fails for everyone, whatever they request.',
  },
  {
    name: 'ApiLatency',
    on: 'api',
    metric: 'Latency',
    statistic: 'p95',
    threshold: 2_000,
    unit: 'ms',
    minutes: 5,
    periods: 3,
    why: 'One request in twenty is so slow that people give up or try again.',
  },
  {
    name: 'AuthorizerErrors',
    on: 'authorizer',
    metric: 'Errors',
    statistic: 'Sum',
    threshold: 5,
    minutes: 5,
    periods: 1,
    why: 'Signed-in people are refused although their sessions are valid.',
  },
  {
    name: 'AuthorizerThrottles',
    on: 'authorizer',
    metric: 'Throttles',
    statistic: 'Sum',
    threshold: 0,
    minutes: 5,
    periods: 1,
    why: 'More requests arrive than the authorizer may handle at once, and the rest are refused.',
  },
  {
    name: 'AuthorizerDuration',
    on: 'authorizer',
    metric: 'Duration',
    statistic: 'p99',
    threshold: 2_000,
    unit: 'ms',
    minutes: 5,
    periods: 3,
    why: 'The authorizer is close to its timeout of three seconds, after which people are refused.',
  },
  {
    name: 'StreamLag',
    on: 'streamFunctions',
    metric: 'IteratorAge',
    statistic: 'Maximum',
    threshold: 300_000,
    unit: 'ms',
    minutes: 1,
    periods: 5,
    why: 'Ranks, announcements or names are behind, and the function gives up records after an hour.',
  },
  {
    name: 'StreamDeadLetters',
    on: 'deadLetters',
    metric: 'ApproximateNumberOfMessagesVisible',
    statistic: 'Maximum',
    threshold: 0,
    minutes: 1,
    periods: 1,
    why: 'A function on a stream gave up records, so ranks, announcements or names are missing.',
  },
  {
    name: 'ThrottledRequests',
    on: 'tablesAndIndexes',
    // Not `ThrottledRequests`, which DynamoDB reports by operation: by table, it has no data.
    metric: ['ReadThrottleEvents', 'WriteThrottleEvents'],
    statistic: 'Sum',
    threshold: 10,
    minutes: 5,
    periods: 1,
    why: 'DynamoDB refuses reads or writes, and requests that need them fail or are slow.',
  },
  {
    name: 'TransactionConflicts',
    on: 'tables',
    metric: 'TransactionConflict',
    statistic: 'Sum',
    threshold: 100,
    minutes: 5,
    periods: 2,
    why: 'So many transactions collide that completions are answered with Conflict after three tries.',
  },
  {
    name: 'SignInErrors',
    on: 'signIn',
    metric: '5xx',
    statistic: 'Sum',
    threshold: 3,
    minutes: 5,
    periods: 1,
    why: 'People cannot sign in.',
  },
  {
    name: 'WidgetErrors',
    on: 'widgets',
    metric: '5xx',
    statistic: 'Sum',
    threshold: 10,
    minutes: 5,
    periods: 1,
    why: 'Badges and numbers are missing on the pages of others.',
  },
  {
    name: 'BackupFailures',
    on: 'vault',
    metric: ['NumberOfBackupJobsFailed', 'NumberOfBackupJobsExpired'],
    statistic: 'Sum',
    threshold: 0,
    minutes: 60,
    periods: 1,
    why: 'A table has no backup of today, and can only be restored within its recovery window.',
  },
  {
    name: 'CdnErrors',
    on: 'cdn',
    metric: '5xxErrorRate',
    statistic: 'Average',
    threshold: 1,
    unit: '%',
    minutes: 5,
    periods: 3,
    why: 'The CDN cannot serve the site or the widgets, and has no older copy either.',
  },
];

/** A resource that an alarm watches. */
interface Watched<Name> {
  /** Distinguishes it from the others that the same rule watches. */
  readonly name?: string;
  readonly namespace: string;
  /** Each with the dimensions of one metric. */
  readonly dimensions: readonly Metric<Name | string>['dimensions'][];
}

const tableEntries = Object.entries(tables) as [TableName, TableDefinition][];

/** The resources of a stage that rules watch. */
const subjectsOf = <Name>(stage: StageResources<Name>) =>
  ({
    api: [{ namespace: 'AWS/AppSync', dimensions: [{ GraphQLAPIId: stage.api }] }],
    authorizer: [watchedFunction(stage, AUTHORIZER)],
    streamFunctions: streamInvocations.map(({ lambda }) => ({
      ...watchedFunction(stage, lambda),
      name: lambda,
    })),
    deadLetters: [{ namespace: 'AWS/SQS', dimensions: [{ QueueName: stage.deadLetters }] }],
    tables: tableEntries.map(([name]) => ({
      name,
      namespace: 'AWS/DynamoDB',
      dimensions: [{ TableName: stage.tables[name] }],
    })),
    tablesAndIndexes: tableEntries.map(([name, { indexes }]) => ({
      name,
      namespace: 'AWS/DynamoDB',
      dimensions: [
        { TableName: stage.tables[name] },
        ...Object.keys(indexes).map((index) => ({
          TableName: stage.tables[name],
          GlobalSecondaryIndexName: index,
        })),
      ],
    })),
    signIn: [{ namespace: 'AWS/ApiGateway', dimensions: [{ ApiId: stage.httpApis.rest }] }],
    widgets: [{ namespace: 'AWS/ApiGateway', dimensions: [{ ApiId: stage.httpApis.widgets }] }],
    vault:
      stage.vault === undefined
        ? []
        : [{ namespace: 'AWS/Backup', dimensions: [{ BackupVaultName: stage.vault }] }],
    cdn: [
      {
        namespace: 'AWS/CloudFront',
        dimensions: [{ DistributionId: stage.distribution, Region: 'Global' }],
      },
    ],
  }) satisfies Record<Subject, readonly Watched<Name>[]>;

const watchedFunction = <Name>({ functions }: StageResources<Name>, lambda: LambdaName) => ({
  namespace: 'AWS/Lambda',
  dimensions: [{ FunctionName: functions[lambda].name }],
});

/** An alarm of a stage. */
export interface Alarm<Name = string> {
  readonly name: string;
  readonly rule: AlarmRule;
  readonly metrics: readonly AlarmMetric<Name>[];
  /** What is computed from the metrics. The only metric itself when omitted. */
  readonly expression?: string;
  /** The region of its metrics, in which it must be itself. The stage's own when `undefined`. */
  readonly region: string | undefined;
}

export interface AlarmMetric<Name = string> {
  /** Its name in the expression. */
  readonly id: string;
  readonly metric: Metric<Name | string>;
  readonly statistic: Statistic;
}

/** Fewer requests in a period do not add up to a percentage. */
const REQUESTS_MIN = 20;

const SHARE = `IF(FILL(requests, 0) >= ${REQUESTS_MIN}, 100 * FILL(m0, 0) / requests, 0)`;

/** Adds up metrics. One without data counts as 0. */
const totalOf = (metrics: readonly { id: string }[]): string =>
  `SUM([${metrics.map(({ id }) => `FILL(${id}, 0)`).join(', ')}])`;

/** The alarms of a stage: each rule for each resource that it watches. */
export function alarmsOf<Name>(stage: StageResources<Name>): Alarm<Name>[] {
  const subjects: Readonly<Record<Subject, readonly Watched<Name>[]>> = subjectsOf(stage);
  return alarmRules.flatMap((rule) => subjects[rule.on].map((each) => alarmOf(rule, each)));
}

function alarmOf<Name>(
  rule: AlarmRule,
  { name = '', namespace, dimensions }: Watched<Name>,
): Alarm<Name> {
  const { metric, shareOf, statistic } = rule;
  const metrics = dimensions
    .flatMap((each) => [metric].flat().map((one) => ({ namespace, name: one, dimensions: each })))
    .map((each, i): AlarmMetric<Name> => ({ id: `m${i}`, metric: each, statistic }));
  const alarm = { name: `${rule.name}${name}`, rule, region: regionOf(namespace) };
  if (shareOf !== undefined) {
    const requests = { namespace, name: shareOf, dimensions: dimensions[0]! };
    return {
      ...alarm,
      metrics: [...metrics, { id: 'requests', metric: requests, statistic: 'SampleCount' }],
      expression: SHARE,
    };
  }
  return { ...alarm, metrics, ...(metrics.length > 1 && { expression: totalOf(metrics) }) };
}

/** When a rule's alarm goes off, as a sentence of `docs/runbook.md`. */
export function conditionOf(rule: AlarmRule): string {
  const { metric, shareOf, statistic, threshold, unit, minutes, periods } = rule;
  const what = [metric]
    .flat()
    .map((each) => `\`${each}\``)
    .join(' plus ');
  const value = shareOf ? `${what} as a share of requests` : `${statistic} of ${what}`;
  const limit = [threshold.toLocaleString('en-US'), unit].filter(Boolean).join(' ');
  const period = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const times = periods === 1 ? '' : `, ${periods} times in a row`;
  return `${value} over ${period} exceeds ${limit}${times}.`;
}

/** The name of a rule in words: `ApiErrors` is `API errors`. */
export const titleOf = ({ name }: AlarmRule): string =>
  name
    .replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^(Api|Cdn)\b/, (word) => word.toUpperCase())
    .replace(/^Sign in\b/, 'Sign-in');
