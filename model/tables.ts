import type { BoardItem } from './board';
import type { IndexKey, ItemKey, Row } from './keys';
import { SOLVER_ATTRIBUTES } from './progress';

/** A DynamoDB key schema. Both attributes are strings. */
export interface KeySchema {
  readonly hashKey: string;
  readonly rangeKey: string;
}

/** A key schema with attributes of a row. */
type KeySchemaOf<Item> = Record<keyof KeySchema, keyof Item>;

/** A global secondary index. */
export interface IndexDefinition extends KeySchema {
  /** The projected attributes besides the keys. All attributes when omitted. */
  readonly attributes?: readonly string[];
}

/** A table as infra deploys it and the local stack creates it. Billing is always on demand. */
export interface TableDefinition extends KeySchema {
  /** Global secondary indexes by name. */
  readonly indexes: Readonly<Record<string, IndexDefinition>>;
  /**
   * The attribute (epoch seconds) after which DynamoDB may delete the item. It deletes late, so
   * readers check it too.
   */
  readonly ttl?: string;
  readonly stream?: 'NEW_AND_OLD_IMAGES';
}

const keys = { hashKey: 'pk', rangeKey: 'sk' } as const satisfies KeySchemaOf<ItemKey>;
const gsi1 = { hashKey: 'gsi1pk', rangeKey: 'gsi1sk' } as const satisfies KeySchemaOf<IndexKey>;
const ranking = { hashKey: 'pk', rangeKey: 'rankKey' } as const satisfies KeySchemaOf<
  Row<BoardItem>
>;

const solvers = { ...gsi1, attributes: SOLVER_ATTRIBUTES } as const;

/** Every table of the product, by logical name. Physical names depend on the stage. */
export const tables = {
  Users: { ...keys, indexes: { gsi1 }, stream: 'NEW_AND_OLD_IMAGES' },
  Progress: { ...keys, indexes: { gsi1: solvers }, stream: 'NEW_AND_OLD_IMAGES' },
  Sessions: { ...keys, indexes: { gsi1 }, ttl: 'expiresAt' },
  Exercises: { ...keys, indexes: { gsi1 } },
  Leaderboards: { ...keys, indexes: { gsi1: ranking } },
  Answers: { ...keys, indexes: {} },
} as const satisfies Record<string, TableDefinition>;

export type TableName = keyof typeof tables;

/** Creates a value for each table. AppSync's runtime does not have `Object.fromEntries`. */
export const byTable = <Value>(make: (table: TableName) => Value): Record<TableName, Value> =>
  (Object.keys(tables) as TableName[]).reduce(
    (all, table) => ({ ...all, [table]: make(table) }),
    {} as Record<TableName, Value>,
  );

/** The physical name of each table on one stage. */
export type TableNames = Readonly<Record<TableName, string>>;

/** The name of every index. A table has at most one. */
export const INDEX = 'gsi1';
