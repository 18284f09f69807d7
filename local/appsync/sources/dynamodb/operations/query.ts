import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { placeholders, readExpression } from '../expressions';
import { readRequest, type Operation } from '../operation';
import { pageMembers, pageResult, readPage } from './page';

/**
 * One page of items. `limit` counts what is looked at, before the filter.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-query.html
 */
export const query: Operation = async (member, { client, tableName, authorize, tokens }) => {
  const request = readRequest(member, [...pageMembers, 'query', 'scanIndexForward']);
  const condition = readExpression(request.member('query'));
  const { index, filter, projection, input } = readPage(request, tokens);
  const forward = request.optionalBoolean('scanIndexForward') ?? true;
  authorize('Query', tableName, index);
  const output = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: condition.text,
      ScanIndexForward: forward,
      ...input,
      ...placeholders(condition, filter, projection),
    }),
  );
  return pageResult(output, tokens);
};
