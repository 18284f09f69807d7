import { metrics as ownMetrics, METRICS_NAMESPACE } from '../model/metrics';
import { US_EAST_1 } from './usEast1';

/** A metric in CloudWatch: one of its names with exactly these dimensions. */
export interface Metric<Name = string> {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, Name>>;
}

export type Statistic = 'Average' | 'Maximum' | 'SampleCount' | 'Sum' | 'p50' | 'p95' | 'p99';

/** Metrics of one namespace with the same dimensions. */
interface Family {
  readonly namespace: string;
  readonly names: readonly string[];
  /** The statistics that mean something. A sum of latencies does not. */
  readonly statistics: readonly Statistic[];
  /** Each set of dimensions with which the service reports them: `Name`, or `Name=value`. */
  readonly dimensions: readonly (readonly string[])[];
  /** Where they are, if not in the stage's region. */
  readonly region?: typeof US_EAST_1;
}

const COUNTS = ['Sum'] as const;
const TIMES = ['Average', 'Maximum', 'p50', 'p95', 'p99'] as const;

/**
 * The metrics that alarms and the dashboard may use. CloudWatch accepts any name and any
 * dimensions, and an alarm on a metric that nobody reports is silent forever.
 */
const families: readonly Family[] = [
  // https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
  {
    namespace: 'AWS/AppSync',
    names: ['4XXError', '5XXError'],
    statistics: COUNTS,
    dimensions: [['GraphQLAPIId']],
  },
  // The number of samples is the number of requests. The plain `Requests` counts those of all APIs
  // of the account.
  {
    namespace: 'AWS/AppSync',
    names: ['Latency'],
    statistics: [...TIMES, 'SampleCount'],
    dimensions: [['GraphQLAPIId'], ['GraphQLAPIId', 'Resolver']],
  },
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  {
    namespace: 'AWS/DynamoDB',
    names: [
      ...['ReadThrottleEvents', 'WriteThrottleEvents'],
      ...['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'],
    ],
    statistics: COUNTS,
    dimensions: [['TableName'], ['TableName', 'GlobalSecondaryIndexName']],
  },
  {
    namespace: 'AWS/DynamoDB',
    names: ['TransactionConflict', 'ConditionalCheckFailedRequests'],
    statistics: COUNTS,
    dimensions: [['TableName']],
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  {
    namespace: 'AWS/Lambda',
    names: ['Invocations', 'Errors', 'Throttles'],
    statistics: COUNTS,
    dimensions: [['FunctionName']],
  },
  {
    namespace: 'AWS/Lambda',
    names: ['Duration'],
    statistics: TIMES,
    dimensions: [['FunctionName']],
  },
  {
    namespace: 'AWS/Lambda',
    names: ['IteratorAge', 'ConcurrentExecutions'],
    statistics: ['Maximum'],
    dimensions: [['FunctionName']],
  },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
  {
    namespace: 'AWS/ApiGateway',
    names: ['Count', '4xx', '5xx'],
    statistics: COUNTS,
    dimensions: [['ApiId']],
  },
  {
    namespace: 'AWS/ApiGateway',
    names: ['Latency', 'IntegrationLatency'],
    statistics: TIMES,
    dimensions: [['ApiId']],
  },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  {
    namespace: 'AWS/SQS',
    names: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
    statistics: ['Maximum'],
    dimensions: [['QueueName']],
  },
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
  {
    namespace: 'AWS/CloudFront',
    names: ['Requests'],
    statistics: COUNTS,
    dimensions: [['DistributionId', 'Region=Global']],
    region: US_EAST_1,
  },
  // In percent. The hit rate needs a monitoring subscription.
  {
    namespace: 'AWS/CloudFront',
    names: ['4xxErrorRate', '5xxErrorRate', 'CacheHitRate'],
    statistics: ['Average'],
    dimensions: [['DistributionId', 'Region=Global']],
    region: US_EAST_1,
  },
  // https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
  {
    namespace: 'AWS/WAFV2',
    names: ['AllowedRequests', 'BlockedRequests'],
    statistics: COUNTS,
    dimensions: [['WebACL', 'Rule', 'Region']],
  },
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
  {
    namespace: 'AWS/Backup',
    names: ['NumberOfBackupJobsFailed', 'NumberOfBackupJobsExpired'],
    statistics: COUNTS,
    dimensions: [['BackupVaultName']],
  },
  ...Object.entries<{ unit: string; dimension?: string }>(ownMetrics).map(
    ([name, { unit, dimension }]) => ({
      namespace: METRICS_NAMESPACE,
      names: [name],
      statistics: unit === 'Count' ? COUNTS : TIMES,
      dimensions: [['service', 'stage', ...(dimension === undefined ? [] : [dimension])]],
    }),
  ),
];

/** The region of a namespace's metrics. The stage's own when `undefined`. */
export const regionOf = (namespace: string): typeof US_EAST_1 | undefined =>
  families.find((family) => family.namespace === namespace)?.region;

/** Why no service reports a metric, or why the statistic means nothing. */
export function metricFault(
  { namespace, name, dimensions }: Metric,
  statistic: string,
): string | undefined {
  const what = `${namespace} ${name}`;
  const family = families.find((each) => each.namespace === namespace && each.names.includes(name));
  if (!family) return `No service reports ${what}.`;
  if (!family.dimensions.some((each) => isSetOf(each, dimensions)))
    return `${what} is not reported by ${Object.keys(dimensions).join(' and ')}.`;
  return family.statistics.some((each) => each === statistic)
    ? undefined
    : `${what} has no useful ${statistic}.`;
}

function isSetOf(names: readonly string[], dimensions: Metric['dimensions']): boolean {
  const expected = names.map((each) => each.split('='));
  return (
    expected.length === Object.keys(dimensions).length &&
    expected.every(([name = '', value]) => {
      const actual = dimensions[name];
      return actual !== undefined && (value === undefined || value === actual);
    })
  );
}
