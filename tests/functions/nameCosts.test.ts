import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseAt, type Database } from '../support/database';
import { startDynamoProxy, type DynamoProxy } from '../support/dynamoProxy';
import { givenHistory } from '../support/history';
import { avatarOf, givenIdentified } from '../support/people';
import { profileRecord } from '../support/streamRecords';
import { startTables } from './world';

const docs = readFileSync(new URL('../../docs/scaling.md', import.meta.url), 'utf8').replace(
  / +/g,
  ' ',
);

let tables: Awaited<ReturnType<typeof startTables<DynamoProxy>>>;
let database: Database;
beforeAll(async () => {
  tables = await startTables(startDynamoProxy);
  database = databaseAt(tables.front!.endpoint);
});
afterAll(() => tables.stop());

/** The units of the calls that an act makes, as the docs write them. */
async function costOf(act: () => Promise<unknown>): Promise<string> {
  tables.front!.takeCalls();
  await act();
  const calls = tables.front!.takeCalls();
  const sum = (of: 'readUnits' | 'writeUnits') =>
    calls.reduce((total, each) => total + each[of], 0).toLocaleString('en');
  return `| ${sum('readUnits')} | ${sum('writeUnits')} |`;
}

describe('the docs state what it costs', () => {
  it('to save a profile', async () => {
    const identified = (id: string, login: string) => () => givenIdentified(id, login);
    const first = await costOf(identified('1', 'octo'));
    expect(docs).toContain(`| the first ${first}`);
    expect(docs).toContain(`| under the same name ${await costOf(identified('1', 'octo'))}`);
    expect(docs).toContain(`| after a rename ${await costOf(identified('1', 'octo-2'))}`);
    await givenIdentified('2', 'hubot');
    const taken = await costOf(identified('2', 'octo-2'));
    expect(docs).toContain(`| after a rename to a name that was someone else's ${taken}`);
  });

  it.each([0, 100, 1_000])('to rename a person with %i completions', async (count) => {
    const { handler } = await import('../../functions/renamePerson');
    const id = String(6_000 + count);
    await givenHistory(database, id, `before-${count}`, count);
    await givenIdentified(id, `after-${count}`);
    const shown = (username: string) => ({ username, avatarUrl: avatarOf(username) });
    const record = profileRecord(id, shown(`before-${count}`), shown(`after-${count}`));
    const deliver = () => handler({ Records: [record] });
    const first = await costOf(deliver);
    const again = await costOf(deliver);
    expect(docs).toContain(`| ${count.toLocaleString('en')} ${first}${again.slice(1)}`);
  });
});
