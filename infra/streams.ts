import { delivery } from '../functions/delivery';
import { streamInvocations } from '../functions/invocations';
import { tables } from './database';
import { createFunction } from './functions';
import { ownApi } from './graphql';
import { stageName } from './stage';

/**
 * Records that the functions gave up. Lambda's messages identify the records but do not contain
 * their data. Retained as long as SQS allows, which is longer than the stream retains records.
 */
export const deadLetters = new aws.sqs.Queue(stageName('StreamDeadLetters'), {
  messageRetentionSeconds: 14 * 86_400,
  sqsManagedSseEnabled: true,
});

/** The permissions with which Lambda reads the stream on behalf of a function. */
const reading = (stream: $util.Output<string>) => [
  {
    actions: ['DescribeStream', 'GetRecords', 'GetShardIterator'].map(
      (action) => `dynamodb:${action}`,
    ),
    resources: [stream],
  },
  // IAM supports this action only for all streams: a statement for a single stream would allow
  // nothing.
  { actions: ['dynamodb:ListStreams'], resources: ['*'] },
  { actions: ['sqs:SendMessage'], resources: [deadLetters.arn] },
];

for (const { lambda, stream: table, filter } of streamInvocations) {
  const stream = tables[table].nodes.table.streamArn;
  const { name } = createFunction(lambda, { api: ownApi, permissions: reading(stream) });
  new aws.lambda.EventSourceMapping(`${lambda}Stream`, {
    eventSourceArn: stream,
    functionName: name,
    // Reprocessing changes nothing, and records from before the function's first deploy are not lost.
    startingPosition: 'TRIM_HORIZON',
    filterCriteria: { filters: filter.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
    ...delivery,
    maximumBatchingWindowInSeconds: 1,
    functionResponseTypes: ['ReportBatchItemFailures'],
    destinationConfig: { onFailure: { destinationArn: deadLetters.arn } },
  });
}
