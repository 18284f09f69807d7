import type { Select } from '@aws-sdk/client-dynamodb';
import { readExpression, readProjection, type Expression } from '../expressions';
import { serviceFault } from '../fault';
import { requestFault } from '../../fault';
import type { Tokens } from '../nextToken';
import type { RequestObject } from '../../request';
import { untypedItem, type Item } from '../typedValues';

/** The members that Query and Scan share. */
export const pageMembers = [
  'index',
  'limit',
  'nextToken',
  'filter',
  'consistentRead',
  'projection',
  'select',
];

const selects = ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES'] as const;

export interface PageRequest {
  readonly index: string | undefined;
  readonly filter: Expression | undefined;
  readonly projection: Expression | undefined;
  readonly input: {
    IndexName?: string;
    Limit?: number;
    ExclusiveStartKey?: Item;
    FilterExpression?: string;
    ProjectionExpression?: string;
    Select?: Select;
    ConsistentRead: boolean;
  };
}

export function readPage(request: RequestObject, tokens: Tokens): PageRequest {
  const index = request.optionalText('index');
  const limit = request.optionalInteger('limit');
  const start = tokens.open(request.optionalText('nextToken'));
  const filter = request.has('filter') ? readExpression(request.member('filter')) : undefined;
  const projection = readProjection(request);
  const select = readSelect(request);
  if (projection && select !== 'SPECIFIC_ATTRIBUTES') {
    throw serviceFault(
      'DynamoDbException',
      `Cannot specify the ProjectionExpression when choosing to get ${select ?? 'ALL_ATTRIBUTES'}`,
    );
  }
  return {
    index,
    filter,
    projection,
    input: {
      ...(index !== undefined && { IndexName: index }),
      ...(limit !== undefined && { Limit: limit }),
      ...(start && { ExclusiveStartKey: start }),
      ...(filter && { FilterExpression: filter.text }),
      ...(projection && { ProjectionExpression: projection.text }),
      ...(select && { Select: select }),
      ConsistentRead: request.optionalBoolean('consistentRead') ?? false,
    },
  };
}

function readSelect(request: RequestObject): (typeof selects)[number] | undefined {
  const text = request.optionalText('select');
  if (text === undefined) return undefined;
  const select = selects.find((known) => known === text);
  if (!select) throw requestFault(`Value for field '${request.path}[select]' not valid.`);
  return select;
}

/** `scannedCount` counts the items before the filter. `nextToken` is null on the last page. */
export function pageResult(
  output: {
    Items?: Item[] | undefined;
    LastEvaluatedKey?: Item | undefined;
    ScannedCount?: number | undefined;
  },
  tokens: Tokens,
) {
  return {
    items: (output.Items ?? []).map(untypedItem),
    nextToken: tokens.seal(output.LastEvaluatedKey),
    scannedCount: output.ScannedCount ?? 0,
  };
}
