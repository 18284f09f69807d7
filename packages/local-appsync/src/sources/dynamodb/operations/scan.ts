import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { placeholders } from '../expressions';
import { readRequest, type Operation } from '../operation';
import { pageMembers, pageResult, readPage } from './page';

/**
 * Returns one page of a table, of an index, or of a segment of either.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-scan.html
 */
export const scan: Operation = async (member, { client, tableName, authorize, tokens }) => {
  const request = readRequest(member, [...pageMembers, 'totalSegments', 'segment']);
  const { index, filter, projection, input } = readPage(request, tokens);
  const totalSegments = request.optionalInteger('totalSegments');
  const segment = request.optionalInteger('segment');
  authorize('Scan', tableName, index);
  const output = await client.send(
    new ScanCommand({
      TableName: tableName,
      ...(totalSegments !== undefined && { TotalSegments: totalSegments }),
      ...(segment !== undefined && { Segment: segment }),
      ...input,
      ...placeholders(filter, projection),
    }),
  );
  return pageResult(output, tokens);
};
