import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Resource } from 'sst';
import type { TableName, TableNames } from '../model/tables';
import { reconcile } from './reconcile';
import { exitCode, report } from './report';

/** What infra links to whatever runs in `sst shell`. */
const linked = Resource as unknown as Readonly<Record<TableName, { readonly name: string }>>;

/** Acts on the tables that are linked; repairs them when the first argument says so. */
async function main([mode]: readonly string[]): Promise<number> {
  const names: TableNames = {
    Users: linked.Users.name,
    Progress: linked.Progress.name,
    Sessions: linked.Sessions.name,
    Exercises: linked.Exercises.name,
    Leaderboards: linked.Leaderboards.name,
  };
  const reconciliation = await reconcile(new DynamoDBClient(), names, {
    repair: mode === 'repair',
  });
  console.log(report(reconciliation));
  return exitCode(reconciliation);
}

process.exitCode = await main(process.argv.slice(2));
