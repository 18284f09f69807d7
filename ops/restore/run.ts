import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { byTable, type TableNames } from '../../model/tables';
import { reconcile } from '../reconcile';
import { report } from '../report';
import { compare, comparisonReport } from './compare';
import { putBack } from './putBack';
import { removeSideTables } from './removeSideTables';
import { momentText, RestoreError, type RestoreRequest } from './request';
import { restoreTables, statusOf } from './restoreTables';
import { sideTable } from './sideTable';

/**
 * Runs a request on the tables of a stage and prints the result.
 *
 * @param waitMs time between two looks at tables that are being restored, and at numbers that seem
 *   wrong. Default: as `restoreTables` and `reconcile` wait.
 * @returns the exit code: 2 if the copies contradict each other, or if a row was not put back
 */
export async function run(
  request: RestoreRequest,
  client: DynamoDBClient,
  names: TableNames,
  waitMs?: number,
): Promise<number> {
  const at = new Date(request.at);
  switch (request.action) {
    case 'restore':
      return restore(request, client, names, waitMs === undefined ? {} : { waitMs });
    case 'remove': {
      const removed = await removeSideTables(client, names, request.tables, at);
      console.log(`Removed the copies of ${removed.join(', ') || 'no table'}.`);
      return 0;
    }
    case 'put back': {
      const [table] = request.tables;
      if ((await statusOf(client, sideTable(names[table!], at))) !== 'ACTIVE') {
        throw new RestoreError(
          `There is no copy of ${table} as of ${momentText(at)}. Restore it first.`,
        );
      }
      const { done, refused } = await putBack(client, names, request, new Date());
      for (const key of refused) console.log(`refused: ${key}`);
      console.log(`${table}: ${done.length} rows put back, ${refused.length} refused`);
      console.log(`Next: pnpm stats reconcile --stage ${request.stage} --repair`);
      return refused.length === 0 ? 0 : 2;
    }
  }
}

async function restore(
  { stage, tables, countsOnly, ...request }: RestoreRequest,
  client: DynamoDBClient,
  names: TableNames,
  waits: { readonly waitMs?: number },
): Promise<number> {
  const at = new Date(request.at);
  const progress = (line: string) => console.log(line);
  await restoreTables(client, names, tables, at, { progress, ...waits });

  const copies = byTable((table) => sideTable(names[table], at));
  const isComplete = Object.keys(names).every((table) => tables.some((each) => each === table));
  let isConsistent = true;
  if (isComplete) {
    const found = await reconcile(client, copies, { repair: false, ...waits });
    isConsistent = found.drifts.length === 0 && found.busy.length === 0;
    const lines = report(found).split('\n');
    console.log('\nReconciled copies:');
    for (const line of countsOnly ? lines.slice(-1) : lines) console.log(line);
  } else {
    console.log('\nThe copies were not reconciled: that needs all tables, as of the same time.');
  }

  console.log('\nCopies and live tables:');
  for (const table of tables) {
    const both = { copy: copies[table], live: names[table] };
    console.log(comparisonReport(await compare(client, table, both, new Date()), countsOnly));
  }
  console.log(
    `\nPut rows back:      pnpm restore --stage ${stage} --at ${momentText(at)} --put-back --table <table>` +
      `\nRemove the copies:  pnpm restore --stage ${stage} --at ${momentText(at)} --remove`,
  );
  return isConsistent ? 0 : 2;
}
