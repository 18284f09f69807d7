import { delivery } from '../functions/delivery';
import { progressFilters } from '../functions/lib/progressFilters';
import { timeouts } from '../functions/timeouts';
import { alarms } from './alarms';
import { tables } from './database';
import { createFunction, type Permission } from './functions';
import { api } from './graphql';
import { stageName } from './stage';

const stream = tables.Progress.nodes.table.streamArn;

/**
 * What the functions gave up. Lambda puts in which records that were, and nothing that is in them. As
 * long as SQS keeps messages: longer than the stream keeps records.
 */
const deadLetters = new aws.sqs.Queue(stageName('StreamDeadLetters'), {
  messageRetentionSeconds: 14 * 86_400,
  sqsManagedSseEnabled: true,
});

new aws.cloudwatch.MetricAlarm(stageName('StreamDeadLetters'), {
  alarmDescription:
    'A function on the stream of Progress gave completions up. See "What the stream gave up" in docs/deploying.md.',
  namespace: 'AWS/SQS',
  metricName: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: deadLetters.name },
  statistic: 'Maximum',
  period: 60,
  evaluationPeriods: 1,
  comparisonOperator: 'GreaterThanThreshold',
  threshold: 0,
  // A queue that nobody uses measures nothing.
  treatMissingData: 'notBreaching',
  alarmActions: [alarms.arn],
});

/** What Lambda does in the name of a function to bring it its records. */
const reading: readonly Permission[] = [
  {
    actions: ['DescribeStream', 'GetRecords', 'GetShardIterator'].map(
      (action) => `dynamodb:${action}`,
    ),
    resources: [stream],
  },
  // IAM knows this action for no stream in particular: given on one, it would be allowed nowhere.
  { actions: ['dynamodb:ListStreams'], resources: ['*'] },
  { actions: ['sqs:SendMessage'], resources: [deadLetters.arn] },
];

function invoke(name: string, consumer: keyof typeof progressFilters, fn: sst.aws.Function): void {
  new aws.lambda.EventSourceMapping(`${name}Stream`, {
    eventSourceArn: stream,
    functionName: fn.name,
    // A repetition changes nothing, and what was completed before the first deploy of it is not lost.
    startingPosition: 'TRIM_HORIZON',
    filterCriteria: {
      filters: progressFilters[consumer].map((pattern) => ({ pattern: JSON.stringify(pattern) })),
    },
    ...delivery,
    maximumBatchingWindowInSeconds: 1,
    functionResponseTypes: ['ReportBatchItemFailures'],
    destinationConfig: { onFailure: { destinationArn: deadLetters.arn } },
  });
}

invoke(
  'CountRanks',
  'countRanks',
  createFunction('CountRanks', {
    handler: 'functions/countRanks.handler',
    timeoutSeconds: timeouts.countRanks,
    access: [
      {
        table: 'Leaderboards',
        actions: ['BatchGetItem', 'ConditionCheckItem', 'DeleteItem', 'UpdateItem'],
      },
    ],
    links: [],
    permissions: reading,
  }),
);

invoke(
  'PublishCompletion',
  'publishCompletion',
  createFunction('PublishCompletion', {
    handler: 'functions/publishCompletion.handler',
    timeoutSeconds: timeouts.publishCompletion,
    access: [],
    links: [new sst.Linkable('GraphqlApi', { properties: { url: api.url! } })],
    permissions: [
      ...reading,
      {
        actions: ['appsync:GraphQL'],
        resources: [$interpolate`${api.nodes.api.arn}/types/Mutation/fields/publishCompletion`],
      },
    ],
  }),
);

/** Where to look for what the functions on the stream gave up. */
export const deadLettersUrl = deadLetters.url;
