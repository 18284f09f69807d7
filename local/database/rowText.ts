import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row with the types of DynamoDB: `{ pk: { S: 'USER#1' } }`. */
export type TypedRow = Record<string, AttributeValue>;

/** The keys of DynamoDB's JSON that hold sets. An attribute of such a name is no list. */
const SETS = ['SS', 'NS', 'BS'];

/**
 * A row in DynamoDB's JSON, on one line. Equal rows have equal texts: attributes and the members of
 * sets are sorted. Binary values are in Base64.
 */
export const rowText = (row: TypedRow): string => JSON.stringify(ordered(row));

function ordered(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]: [string, unknown]) => {
        const right = ordered(each);
        const isSet = SETS.includes(key) && Array.isArray(right);
        return [key, isSet ? (right as string[]).sort() : right];
      }),
  );
}
