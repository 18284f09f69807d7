import { AsyncLocalStorage } from 'node:async_hooks';
import {
  DynamoDBServiceException,
  type DynamoDBClient,
  type ServiceInputTypes,
} from '@aws-sdk/client-dynamodb';
import type { Access } from '../../model/access';
import { REGION, tableNames } from '../config';

/** The permissions of a Lambda's role. */
interface Role {
  readonly name: string;
  readonly access: readonly Access[];
}

/** One access for which IAM checks permission. */
interface Use {
  readonly action: string;
  readonly table: string;
  readonly index: string | undefined;
}

/** The role of the running Lambda. All Lambdas share one process and one DynamoDB client. */
const current = new AsyncLocalStorage<Role>();

/** Runs every invocation of a Lambda in its role. */
export const inRole =
  <Event, Result>(role: Role, handler: (event: Event) => Promise<Result>) =>
  (event: Event): Promise<Result> =>
    current.run(role, () => handler(event));

/**
 * Makes the Lambdas' client refuse, as IAM would, whatever the role of the current invocation does
 * not allow. Code outside an invocation has no role and is not checked.
 */
export function confine(client: Pick<DynamoDBClient, 'middlewareStack'>): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const role = current.getStore();
        for (const use of usesOf(commandName.replace(/Command$/, ''), args.input)) {
          if (role && !allows(role, use)) throw refusal(role, use);
        }
        return next(args);
      },
    // Added once, however many Lambdas are loaded, and before any retry.
    { name: 'refuseOutsideRole', step: 'initialize', override: true },
  );
}

/**
 * Every action that a call requires: for a transaction, those of its parts.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
function usesOf(operation: string, input: ServiceInputTypes): Use[] {
  if ('TransactItems' in input) {
    const items: readonly TransactPart[] = input.TransactItems ?? [];
    return items.flatMap((item) =>
      PARTS.flatMap((part) => {
        const table = item[part]?.TableName;
        return table === undefined ? [] : [{ action: actionOf(part), table, index: undefined }];
      }),
    );
  }
  if ('RequestItems' in input) {
    const onTables = Object.keys(input.RequestItems ?? {});
    return onTables.map((table) => ({ action: operation, table, index: undefined }));
  }
  // A call without a table is never allowed for our Lambdas.
  const table = ('TableName' in input && input.TableName) || '*';
  const index = 'IndexName' in input ? input.IndexName : undefined;
  return [{ action: operation, table, index }];
}

const PARTS = ['ConditionCheck', 'Delete', 'Get', 'Put', 'Update'] as const;
type Part = (typeof PARTS)[number];
type TransactPart = {
  readonly [Each in Part]?: { readonly TableName: string | undefined } | undefined;
};

const actionOf = (part: Part): string => `${part}Item`;

/** A permission on a table does not include its indexes. */
const allows = ({ access }: Role, { action, table, index }: Use): boolean =>
  access.some(
    (each) =>
      tableNames[each.table] === table &&
      each.index === index &&
      each.actions.some((allowed) => allowed === action),
  );

function refusal(role: Role, { action, table, index }: Use): Error {
  const resource = `table/${table}${index === undefined ? '' : `/index/${index}`}`;
  return new DynamoDBServiceException({
    name: 'AccessDeniedException',
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
    message:
      `User: arn:aws:sts::000000000000:assumed-role/${role.name} is not authorized to ` +
      `perform: dynamodb:${action} on resource: arn:aws:dynamodb:${REGION}:000000000000:${resource} ` +
      `because no identity-based policy allows the dynamodb:${action} action. ` +
      'Add the action to the "access" of the Lambda in functions/manifest.ts.',
  });
}
