import type { Access } from '../model/access';
import {
  byTable,
  tables as definitions,
  type IndexDefinition,
  type TableDefinition,
  type TableNames,
} from '../model/tables';
import { ownKey } from './encryption';
import { recoveryDays } from './retention';
import { isProduction, settings } from './stage';

// A link provides the table's name to a function. Permissions come from the function's own
// `access`, because SST's link would allow every action.
sst.Linkable.wrap(sst.aws.Dynamo, ({ name }) => ({ properties: { name } }));

function createTable(name: string, definition: TableDefinition): sst.aws.Dynamo {
  const { hashKey, rangeKey, indexes, ttl, stream } = definition;
  const keys = [{ hashKey, rangeKey }, ...Object.values(indexes)];
  const fields = keys.flatMap((each) => [each.hashKey, each.rangeKey]);
  return new sst.aws.Dynamo(name, {
    fields: Object.fromEntries(fields.map((field) => [field, 'string' as const])),
    primaryIndex: { hashKey, rangeKey },
    globalIndexes: Object.fromEntries(
      Object.entries<IndexDefinition>(indexes).map(([index, { hashKey, rangeKey, attributes }]) => [
        index,
        { hashKey, rangeKey, ...(attributes && { projection: [...attributes] }) },
      ]),
    ),
    deletionProtection: isProduction,
    ...(ttl !== undefined && { ttl }),
    ...(stream !== undefined && { stream: 'new-and-old-images' as const }),
    transform: {
      table: {
        serverSideEncryption: { enabled: true, ...(ownKey && { kmsKeyArn: ownKey.arn }) },
        pointInTimeRecovery: {
          enabled: true,
          recoveryPeriodInDays: recoveryDays(settings.backupRetentionDays),
        },
      },
    },
  });
}

/** Every table of the product, with point-in-time recovery, billed by request. */
export const tables = byTable((table) => createTable(table, definitions[table]));

/** The stage's names of its tables, available once they are deployed. */
export const tableNames = $resolve(byTable((table) => tables[table].name)).apply(
  (names): TableNames => names,
);

/** The policy statements that allow exactly what `access` declares. */
export const statements = (access: readonly Access[]) =>
  access.map(({ table, index, actions }) => ({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [
      index === undefined ? tables[table].arn : $interpolate`${tables[table].arn}/index/${index}`,
    ],
  }));
