import { AUTHORIZER, streamInvocations } from '../functions/invocations';
import { METRICS_NAMESPACE, SERVICE, SIGN_IN_OUTCOMES, type MetricName } from '../model/metrics';
import { tables, type TableDefinition, type TableName } from '../model/tables';
import { manifest } from '../resolvers/manifest';
import { regionOf, type Metric, type Statistic } from './metrics';
import { REGION } from './settings';
import type { StageResources } from './stageResources';

/** A line of a graph: a metric, or what is computed from metrics. */
export type Line = MetricLine | ExpressionLine;

export interface MetricLine {
  readonly metric: Metric;
  readonly statistic: Statistic;
  readonly label: string;
  /** For expressions. A line with an id is not shown itself. */
  readonly id?: string;
}

interface ExpressionLine {
  readonly expression: string;
  readonly label: string;
}

/** A graph of the dashboard. */
export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The length of a period, in seconds. Five minutes when omitted. */
  readonly period?: number;
  readonly stacked?: true;
}

const DAY = 86_400;

/**
 * List prices in dollars per million, as in "What a stage costs" of `docs/deploying.md`. Invocations
 * are those of the authorizer.
 */
export const PRICES = { requests: 4, reads: 0.14, writes: 0.71, invocations: 0.27, http: 1.05 };

const tableEntries = Object.entries(tables) as [TableName, TableDefinition][];

/** The graphs of a stage's dashboard, from left to right and from top to bottom. */
export function graphsOf(stage: StageResources): Graph[] {
  const onApi = metricsOf('AWS/AppSync', { GraphQLAPIId: stage.api });
  const onAuthorizer = metricsOf('AWS/Lambda', { FunctionName: stage.functions[AUTHORIZER].name });
  const signIn = metricsOf('AWS/ApiGateway', { ApiId: stage.httpApis.rest });
  const widgets = metricsOf('AWS/ApiGateway', { ApiId: stage.httpApis.widgets });
  const onFunction = (lambda: keyof StageResources['functions']) =>
    metricsOf('AWS/Lambda', { FunctionName: stage.functions[lambda].name });
  const own = (name: MetricName, statistic: Statistic, label: string, more = {}) =>
    metricsOf(METRICS_NAMESPACE, { service: SERVICE, stage: stage.stage, ...more })(
      name,
      statistic,
      label,
    );
  return [
    {
      title: 'API: requests and errors',
      lines: [
        onApi('Latency', 'SampleCount', 'requests'),
        onApi('4XXError', 'Sum', '4xx'),
        onApi('5XXError', 'Sum', '5xx'),
      ],
    },
    {
      title: 'API: latency, ms',
      lines: percentiles.map((each) => onApi('Latency', each, each)),
    },
    {
      title: 'Slowest resolvers: p95, ms',
      lines: [
        ...Object.keys(manifest).map((Resolver, i) => ({
          ...metricsOf('AWS/AppSync', { GraphQLAPIId: stage.api, Resolver })(
            'Latency',
            'p95',
            Resolver,
          ),
          id: `resolver${i}`,
        })),
        { expression: 'SLICE(SORT(METRICS("resolver"), MAX, DESC), 0, 10)', label: '' },
      ],
    },
    {
      title: 'Authorizer: requests and errors',
      lines: [
        onAuthorizer('Invocations', 'Sum', 'requests'),
        onAuthorizer('Errors', 'Sum', 'errors'),
        onAuthorizer('Throttles', 'Sum', 'throttled'),
        onAuthorizer('ConcurrentExecutions', 'Maximum', 'at once'),
        own('SessionUnknown', 'Sum', 'session could not be looked up'),
      ],
    },
    {
      title: 'Authorizer: duration, ms',
      lines: percentiles.map((each) => onAuthorizer('Duration', each, each)),
    },
    {
      title: 'Sign-in: from the first step to the session',
      lines: [
        onFunction('OauthStart')('Invocations', 'Sum', '1 sent to GitHub'),
        onFunction('OauthCallback')('Invocations', 'Sum', '2 came back'),
        onFunction('OauthToken')('Invocations', 'Sum', '3 asked for a session'),
        own('SignIn', 'Sum', '4 signed in', { outcome: 'signed_in' }),
      ],
    },
    {
      title: 'Sign-in: how it ended',
      stacked: true,
      lines: SIGN_IN_OUTCOMES.map((outcome) => own('SignIn', 'Sum', outcome, { outcome })),
    },
    {
      title: 'Sign-in: requests and errors',
      lines: [
        signIn('Count', 'Sum', 'requests'),
        signIn('4xx', 'Sum', '4xx'),
        signIn('5xx', 'Sum', '5xx'),
      ],
    },
    {
      title: 'Streams: age of the oldest record, ms',
      lines: streamInvocations.map(({ lambda }) =>
        onFunction(lambda)('IteratorAge', 'Maximum', lambda),
      ),
    },
    {
      title: 'Streams: time from a completion to its effect, ms',
      lines: [own('AnnounceLag', 'p95', 'announced, p95'), own('RankLag', 'p95', 'ranked, p95')],
    },
    {
      title: 'Streams: records that were given up',
      lines: [
        metricsOf('AWS/SQS', { QueueName: stage.deadLetters })(
          'ApproximateNumberOfMessagesVisible',
          'Maximum',
          'messages',
        ),
      ],
    },
    {
      title: 'Tables: throttled reads and writes',
      lines: tableEntries.flatMap(([name]) => [
        onTable(stage, name)('ReadThrottleEvents', 'Sum', `${name} reads`),
        onTable(stage, name)('WriteThrottleEvents', 'Sum', `${name} writes`),
      ]),
    },
    {
      title: 'Tables: conflicts of transactions',
      lines: tableEntries.map(([name]) => onTable(stage, name)('TransactionConflict', 'Sum', name)),
    },
    {
      title: 'Widgets: requests and errors',
      lines: [
        widgets('Count', 'Sum', 'requests'),
        widgets('4xx', 'Sum', '4xx'),
        widgets('5xx', 'Sum', '5xx'),
      ],
    },
    ...cdnGraphs(stage),
    ...firewallGraphs(stage),
    {
      title: 'What costs most: dollars a day',
      period: DAY,
      stacked: true,
      lines: [
        ...consumed(stage, 'ConsumedReadCapacityUnits', 'reads'),
        ...consumed(stage, 'ConsumedWriteCapacityUnits', 'writes'),
        { ...onApi('Latency', 'SampleCount', ''), id: 'requests' },
        { ...onAuthorizer('Invocations', 'Sum', ''), id: 'invocations' },
        { ...signIn('Count', 'Sum', ''), id: 'http0' },
        { ...widgets('Count', 'Sum', ''), id: 'http1' },
        ...Object.entries(PRICES).map(([name, price]) => ({
          expression: `${price} / 1000000 * SUM(METRICS("${name}"))`,
          label: name,
        })),
      ],
    },
  ];
}

const percentiles = ['p50', 'p95', 'p99'] as const;

/** Metrics of one resource, as lines of a graph. */
const metricsOf =
  (namespace: string, dimensions: Metric['dimensions']) =>
  (name: string, statistic: Statistic, label: string): MetricLine => ({
    metric: { namespace, name, dimensions },
    statistic,
    label,
  });

const onTable = ({ tables: names }: StageResources, table: TableName, more = {}) =>
  metricsOf('AWS/DynamoDB', { TableName: names[table], ...more });

/** The units of every table and index. DynamoDB does not add those of indexes to their table. */
const consumed = (stage: StageResources, metric: string, id: string): MetricLine[] =>
  tableEntries
    .flatMap(([table, { indexes }]) => [
      onTable(stage, table),
      ...Object.keys(indexes).map((index) =>
        onTable(stage, table, { GlobalSecondaryIndexName: index }),
      ),
    ])
    .map((each, i) => ({ ...each(metric, 'Sum', ''), id: `${id}${i}` }));

function cdnGraphs({ distribution }: StageResources): Graph[] {
  const cdn = metricsOf('AWS/CloudFront', { DistributionId: distribution, Region: 'Global' });
  return [
    { title: 'CDN: requests', lines: [cdn('Requests', 'Sum', 'requests')] },
    {
      title: 'CDN: hits and errors, %',
      lines: [
        cdn('CacheHitRate', 'Average', 'from the cache'),
        cdn('4xxErrorRate', 'Average', '4xx'),
        cdn('5xxErrorRate', 'Average', '5xx'),
      ],
    },
  ];
}

function firewallGraphs({ firewall }: StageResources): Graph[] {
  if (firewall === undefined) return [];
  const rules = metricsOf('AWS/WAFV2', { WebACL: firewall, Rule: 'ALL', Region: REGION });
  return [
    {
      title: "The API's firewall: requests",
      lines: [
        rules('AllowedRequests', 'Sum', 'allowed'),
        rules('BlockedRequests', 'Sum', 'blocked'),
      ],
    },
  ];
}

/** The width of CloudWatch's grid is 24. */
const COLUMNS = 3;
const WIDTH = 24 / COLUMNS;
const HEIGHT = 6;

/**
 * The body of a stage's dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export const dashboardOf = (stage: StageResources) => ({
  widgets: graphsOf(stage).map(({ title, lines, period = 300, stacked = false }, i) => ({
    type: 'metric',
    x: (i % COLUMNS) * WIDTH,
    y: Math.floor(i / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      region: REGION,
      view: 'timeSeries',
      stacked,
      period,
      metrics: lines.map(rowOf),
    },
  })),
});

/** `[namespace, name, dimension, value, …, options]`, or `[options]` for an expression. */
function rowOf(line: Line): readonly unknown[] {
  if ('expression' in line) return [line];
  const { metric, statistic, label, id } = line;
  const region = regionOf(metric.namespace);
  return [
    metric.namespace,
    metric.name,
    ...Object.entries(metric.dimensions).flat(),
    {
      stat: statistic,
      ...(label !== '' && { label }),
      ...(id !== undefined && { id, visible: false }),
      ...(region !== undefined && { region }),
    },
  ];
}
