import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateScan,
  PutItemCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { errorsOf, faultsOf } from '../infra/serviceModels/validate';
import type { Operation } from '../infra/serviceModels/model';
import type { TypedRow } from '../../local/database/rowText';
import { startFront, type Call } from './databaseFront';

/** A front of a database that restores tables, as the embedded database does not. */
export interface RestoringDatabase {
  readonly endpoint: string;
  /** Records the rows of all tables as those of a moment. */
  remember(at: Date): Promise<void>;
  /** Fails the next call of an operation with one of the errors that AWS documents for it. */
  failNext(operation: RestoreOperation, error: string): void;
  /** The times to which tables can be restored. Null: recovery is off. */
  window: { from: Date; to: Date } | null;
  /** How often a new table is described as being created. */
  describedAsCreating: number;
  /** The names of the restored tables, one for each call. */
  readonly restored: string[];
  /** Operations that changed rows or tables, with the names of the tables. */
  readonly written: Set<string>;
  close(): Promise<void>;
}

type RestoreOperation = 'DescribeContinuousBackups' | 'RestoreTableToPointInTime';

const seconds = (date: Date): number => date.getTime() / 1_000;

export async function startRestoringDatabase(target: string): Promise<RestoringDatabase> {
  const client = new DynamoDBClient({
    endpoint: target,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const moments: { at: Date; rows: Map<string, TypedRow[]> }[] = [];
  const failing = new Map<string, string>();
  const creating = new Map<string, number>();

  async function describe(table: string) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    return Table!;
  }

  /** The error that AWS would answer a restore with. */
  async function refusal(request: Restore): Promise<string | undefined> {
    if (database.window === null) return 'PointInTimeRecoveryUnavailableException';
    const at = request.RestoreDateTime * 1_000;
    const { from, to } = database.window;
    if (at < from.getTime() || at > to.getTime()) return 'InvalidRestoreTimeException';
    try {
      await describe(request.TargetTableName);
      return 'TableAlreadyExistsException';
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      return undefined;
    }
  }

  /** Creates the table without expiry and stream, as DynamoDB does. */
  async function restore({ SourceTableName, TargetTableName, RestoreDateTime }: Restore) {
    const source = await describe(SourceTableName);
    await client.send(
      new CreateTableCommand({
        TableName: TargetTableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: source.KeySchema!,
        AttributeDefinitions: source.AttributeDefinitions!,
        ...(source.GlobalSecondaryIndexes && {
          GlobalSecondaryIndexes: source.GlobalSecondaryIndexes.map(
            ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
          ),
        }),
      }),
    );
    const past = moments.filter(({ at }) => seconds(at) <= RestoreDateTime);
    for (const Item of past.at(-1)?.rows.get(SourceTableName) ?? []) {
      await client.send(new PutItemCommand({ TableName: TargetTableName, Item }));
    }
    creating.set(TargetTableName, database.describedAsCreating);
    database.restored.push(TargetTableName);
  }

  async function handle({ operation, body, forward, answer }: Call): Promise<void> {
    const request = JSON.parse(body.toString()) as { TableName: string } & Restore;
    const fail = (error: string) =>
      answer(400, JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}` }));

    if (operation === 'DescribeContinuousBackups' || operation === 'RestoreTableToPointInTime') {
      const call = { operation: `dynamodb.${operation}` as Operation, input: { ...request } };
      const faults = faultsOf(call);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      const isRestore = operation === 'RestoreTableToPointInTime';
      const error = failing.get(operation) ?? (isRestore ? await refusal(request) : undefined);
      failing.delete(operation);
      if (error !== undefined) {
        if (!errorsOf(call).includes(error)) throw new Error(`${operation} knows no ${error}.`);
        return fail(error);
      }
      if (isRestore) await restore(request);
      return answer(200, JSON.stringify(isRestore ? {} : continuousBackups(database.window)));
    }
    if (/Write|Put|Update|Delete/.test(operation)) {
      database.written.add(`${operation} ${request.TableName ?? tablesIn(body)}`);
    }
    const { status, body: response } = await forward();
    const left = operation === 'DescribeTable' ? (creating.get(request.TableName) ?? 0) : 0;
    if (left === 0) return answer(status, response);
    creating.set(request.TableName, left - 1);
    const { Table } = JSON.parse(response.toString()) as { Table: object };
    answer(200, JSON.stringify({ Table: { ...Table, TableStatus: 'CREATING' } }));
  }

  const front = await startFront(() => target, handle);
  const database: RestoringDatabase = {
    endpoint: front.endpoint,
    window: { from: new Date(0), to: new Date('2100-01-01T00:00:00Z') },
    describedAsCreating: 1,
    restored: [],
    written: new Set(),
    failNext: (operation, error) => void failing.set(operation, error),
    async remember(at) {
      const { tableNames } = await import('../../local/config');
      const rows = new Map<string, TypedRow[]>();
      for (const TableName of Object.values(tableNames)) {
        const found: TypedRow[] = [];
        for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
          found.push(...Items);
        }
        rows.set(TableName, found);
      }
      moments.push({ at, rows });
    },
    async close() {
      client.destroy();
      await front.close();
    },
  };
  return database;
}

interface Restore {
  readonly SourceTableName: string;
  readonly TargetTableName: string;
  readonly RestoreDateTime: number;
}

const tablesIn = (body: Buffer): string =>
  [...new Set(body.toString().match(/(?<="TableName":")[^"]+/g) ?? [])].sort().join(', ');

const continuousBackups = (window: RestoringDatabase['window']) => ({
  ContinuousBackupsDescription: {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription:
      window === null
        ? { PointInTimeRecoveryStatus: 'DISABLED' }
        : {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: 35,
            EarliestRestorableDateTime: seconds(window.from),
            LatestRestorableDateTime: seconds(window.to),
          },
  },
});
