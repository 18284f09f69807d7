import { delivery } from '../functions/delivery';
import { streamInvocations } from '../functions/invocations';
import { alarms } from './alarms';
import { tables } from './database';
import { createFunction } from './functions';
import { ownApi } from './graphql';
import { stageName } from './stage';

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
const reading = (stream: $util.Output<string>) => [
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

for (const { lambda, stream: table, filter } of streamInvocations) {
  const stream = tables[table].nodes.table.streamArn;
  const { name } = createFunction(lambda, { api: ownApi, permissions: reading(stream) });
  new aws.lambda.EventSourceMapping(`${lambda}Stream`, {
    eventSourceArn: stream,
    functionName: name,
    // A repetition changes nothing, and what was completed before the first deploy of it is not lost.
    startingPosition: 'TRIM_HORIZON',
    filterCriteria: { filters: filter.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
    ...delivery,
    maximumBatchingWindowInSeconds: 1,
    functionResponseTypes: ['ReportBatchItemFailures'],
    destinationConfig: { onFailure: { destinationArn: deadLetters.arn } },
  });
}

/** Where to look for what the functions on the stream gave up. */
export const deadLettersUrl = deadLetters.url;
