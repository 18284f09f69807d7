import { isObject, list, object } from '../arguments';
import { Fault, type HostFunctions } from '../invocation';

/**
 * `util.rds.*`.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html
 */
export const rds: HostFunctions = {
  toJsonObject: (_, [result]) => {
    const statements = object(parsed(result), 'the SQL result')['sqlStatementResults'];
    return list(statements, 'sqlStatementResults').map((statement) =>
      rowsOf(object(statement, 'the statement')),
    );
  },
};

function parsed(result: unknown): unknown {
  if (typeof result !== 'string') return result;
  try {
    return JSON.parse(result);
  } catch {
    throw new Fault('the SQL result is not JSON');
  }
}

/**
 * The rows of one statement. Columns are named by their label, or by their name if they have none.
 * Null columns are omitted. A statement that changed rows returns one empty row. (Recorded in
 * localstack/appsync-utils, resolvers.test.js.snap. The documentation shows an empty list there.)
 */
function rowsOf({ records, columnMetadata }: Record<string, unknown>): unknown[] {
  if (records === undefined || records === null) return [{}];
  const columns = list(columnMetadata, 'columnMetadata').map((column) => {
    const { label, name } = object(column, 'the column');
    return String(label ?? name);
  });
  return list(records, 'records').map((record) => {
    const fields = list(record, 'the record');
    if (fields.length !== columns.length) throw new Fault('the record needs one field per column');
    return Object.fromEntries(
      fields
        .map((field, index) => [columns[index], valueOf(object(field, 'the field'))] as const)
        .filter(([, value]) => value !== null),
    );
  });
}

/** A field of the RDS Data API has one member, named after its type. */
function valueOf(field: Record<string, unknown>): unknown {
  if (field['isNull'] === true) return null;
  const array = field['arrayValue'];
  if (!isObject(array)) return Object.values(field)[0] ?? null;
  const nested = array['arrayValues'];
  if (!Array.isArray(nested)) return Object.values(array)[0] ?? [];
  return nested.map((each) => {
    const member = object(each, 'the array');
    return 'arrayValues' in member ? valueOf({ arrayValue: member }) : Object.values(member)[0];
  });
}
