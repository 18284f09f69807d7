import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { randomBytes } from 'node:crypto';
import { SourceFault } from '../fault';

/** Creates an error in the form that DynamoDB returns, without calling DynamoDB. */
export function serviceFault(exception: string, message: string, result?: unknown): SourceFault {
  const requestId = randomBytes(26).toString('hex').toUpperCase();
  return new SourceFault(
    `DynamoDB:${exception}`,
    `${message} (Service: DynamoDb, Status Code: 400, Request ID: ${requestId})`,
    result,
  );
}

/**
 * Exceptions with a dedicated class in the AWS SDK for Java, which AppSync's error types follow.
 */
const modelled = [
  'ConditionalCheckFailedException',
  'IdempotentParameterMismatchException',
  'InternalServerErrorException',
  'ItemCollectionSizeLimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceededException',
  'ResourceNotFoundException',
  'ThrottlingException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
];

/**
 * Converts the error of an SDK call. If the request never reached DynamoDB, it is a client error.
 */
export function sdkFault(error: unknown, result?: unknown): SourceFault {
  if (error instanceof SourceFault) return error;
  if (!(error instanceof DynamoDBServiceException) || !error.$metadata.httpStatusCode) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return new SourceFault(
      'DynamoDB:SdkClientException',
      `Unable to execute HTTP request: ${reason}`,
      result,
    );
  }
  const exception = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
  const { httpStatusCode, requestId } = error.$metadata;
  return new SourceFault(
    `DynamoDB:${modelled.includes(exception) ? exception : 'DynamoDbException'}`,
    `${error.message} (Service: DynamoDb, Status Code: ${httpStatusCode}, Request ID: ${requestId ?? null})`,
    result,
  );
}
