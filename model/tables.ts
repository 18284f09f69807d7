/** A DynamoDB key schema; both attributes are strings. */
export interface KeySchema {
  readonly hashKey: string;
  readonly rangeKey: string;
}

/** A table as infra deploys it and the local stack creates it. Billing is on demand everywhere. */
export interface TableDefinition extends KeySchema {
  /** Global secondary indexes by name; each projects every attribute. */
  readonly indexes: Readonly<Record<string, KeySchema>>;
  /** The attribute (epoch seconds) after which DynamoDB may delete the item, late: readers check it too. */
  readonly ttl?: string;
  readonly stream?: 'NEW_AND_OLD_IMAGES';
}

const keys = { hashKey: 'pk', rangeKey: 'sk' } as const;
const gsi1 = { hashKey: 'gsi1pk', rangeKey: 'gsi1sk' } as const;

/** Every table of the product, by logical name. Physical names belong to the stage. */
export const tables = {
  Users: { ...keys, indexes: { gsi1 } },
  Progress: { ...keys, indexes: { gsi1 }, stream: 'NEW_AND_OLD_IMAGES' },
  Sessions: { ...keys, indexes: { gsi1 }, ttl: 'expiresAt' },
  Exercises: { ...keys, indexes: { gsi1 } },
  Leaderboards: { ...keys, indexes: { gsi1: { hashKey: 'pk', rangeKey: 'rankKey' } } },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof tables;

/** The physical name of each table on one stage. */
export type TableNames = Readonly<Record<TableName, string>>;

/** The one index that each table has. */
export const INDEX = 'gsi1';

/** The primary key of an item. */
export type ItemKey = { pk: string; sk: string };
