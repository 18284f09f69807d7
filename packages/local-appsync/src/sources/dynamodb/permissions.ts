import { serviceFault } from './fault';

/** The permissions of a source's role: IAM action names (`GetItem`) for each table and index. */
export interface DynamoDbPermissions {
  [tableName: string]: {
    actions: readonly string[];
    indexes: { [index: string]: readonly string[] };
  };
}

/** Throws for an action that no permission allows, as IAM would. */
export type Authorize = (action: string, table: string, index?: string) => void;

/**
 * A permission on a table does not extend to its indexes. A transaction needs the permissions of
 * its parts.
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
