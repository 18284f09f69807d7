import { serviceFault } from './fault';

/** What a source's role may do: IAM action names (`GetItem`) on tables and on their indexes. */
export interface DynamoDbPermissions {
  [tableName: string]: {
    actions: readonly string[];
    indexes: { [index: string]: readonly string[] };
  };
}

/** Refuses, as IAM would, what no permission allows. */
export type Authorize = (action: string, table: string, index?: string) => void;

/**
 * A permission on a table is none on its indexes, and a transaction needs the permissions of its
 * parts.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export function authorizer(permissions: DynamoDbPermissions): Authorize {
  return (action, table, index) => {
    if (allows(permissions, action, table, index)) return;
    const resource = `table/${table}${index === undefined ? '' : `/index/${index}`}`;
    throw serviceFault(
      'DynamoDbException',
      'User: arn:aws:sts::000000000000:assumed-role/local/APPSYNC_ASSUME_ROLE is not authorized to ' +
        `perform: dynamodb:${action} on resource: arn:aws:dynamodb:local:000000000000:${resource} ` +
        `because no identity-based policy allows the dynamodb:${action} action`,
    );
  };
}

function allows(
  permissions: DynamoDbPermissions,
  action: string,
  table: string,
  index?: string,
): boolean {
  if (!Object.hasOwn(permissions, table)) return false;
  const { actions, indexes } = permissions[table]!;
  if (index === undefined) return actions.includes(action);
  return Object.hasOwn(indexes, index) && indexes[index]!.includes(action);
}
