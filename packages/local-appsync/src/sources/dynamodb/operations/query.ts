import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { attributeNamed, placeholders, readExpression, type Expression } from '../expressions';
import { serviceFault } from '../fault';
import { readRequest, type Operation } from '../operation';
import { canonical, type Item } from '../typedValues';
import { pageMembers, pageResult, readPage } from './page';

/**
 * Returns one page of items. `limit` counts the items that are evaluated, before the filter.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-query.html
 */
export const query: Operation = async (member, { client, tableName, authorize, tokens }) => {
  const request = readRequest(member, [...pageMembers, 'query', 'scanIndexForward']);
  const condition = readExpression(request.member('query'));
  const { index, filter, projection, input } = readPage(request, tokens);
  const forward = request.optionalBoolean('scanIndexForward') ?? true;
  authorize('Query', tableName, index);
  checkStart(condition, input.ExclusiveStartKey);
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

/**
 * A page cannot start in another partition than the queried one. DynamoDB refuses this with the
 * same message. Embedded databases may not.
 */
function checkStart(condition: Expression, start: Item | undefined): void {
  if (!start) return;
  for (const [, left = '', placeholder = ''] of condition.text.matchAll(/([#\w]+)\s*=\s*(:\w+)/g)) {
    const [at, value] = [start[attributeNamed(condition, left)], condition.values[placeholder]];
    if (at && value && canonical({ at }) !== canonical({ at: value })) {
      throw serviceFault(
        'DynamoDbException',
        'The provided starting key is outside query boundaries based on provided conditions',
      );
    }
  }
}
