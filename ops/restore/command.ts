import { createInterface } from 'node:readline/promises';
import { endWith, readArguments } from '../../commandLine/readArguments';
import { runSst } from '../../infra/platform/sst';
import { tables, type TableName } from '../../model/tables';
import { encodeRequest, momentText, readMoment, type RestoreRequest } from './request';

const NAMES = Object.keys(tables) as TableName[];

const USAGE =
  'Usage: pnpm restore --stage <stage> --at <time> [--table <table>]… [--counts] [--yes]\n' +
  '       pnpm restore --stage <stage> --at <time> --put-back --table <table> [--key <key>]… [--yes]\n' +
  '       pnpm restore --stage <stage> --at <time> --remove [--table <table>]… [--yes]\n' +
  'Restores tables to side tables, reconciles the copies, and compares them with the live tables.\n' +
  'A time is 2026-11-23T09:00:00Z. A key is "<pk> <sk>", or "<pk>" for all of its rows.';

/**
 * `pnpm restore` works on a stage with the names and credentials that `sst shell` provides. It
 * writes to a live table only with `--put-back`.
 *
 * Exits with 0, with 2 if the copies contradict each other or a row was not put back, and with 1 if
 * the command failed.
 */
async function main(): Promise<number> {
  const { request, isConfirmed } = readRequest();
  if (!isConfirmed && !(await confirm(questionFor(request)))) return 1;
  const script = ['node', 'scripts/launch.mjs', 'ops/restore/linked.ts', encodeRequest(request)];
  return runSst(request.stage, ['shell', ...script]).status;
}

function readRequest(): { request: RestoreRequest; isConfirmed: boolean } {
  const { values } = readArguments({
    usage: USAGE,
    options: {
      stage: { type: 'string' },
      at: { type: 'string' },
      table: { type: 'string', multiple: true, default: [] },
      key: { type: 'string', multiple: true, default: [] },
      counts: { type: 'boolean', default: false },
      'put-back': { type: 'boolean', default: false },
      remove: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
  });
  const { stage, at, table, key, counts, remove, yes, 'put-back': putBack } = values;
  if (stage === undefined || at === undefined || (putBack && remove)) return endWith(USAGE);
  const moment =
    readMoment(at) ?? endWith(`--at must be a time such as 2026-11-23T09:00:00Z, not "${at}".`);
  const wrong = table.find((each) => !NAMES.some((name) => name === each));
  if (wrong !== undefined) endWith(`There is no table ${wrong}. Use ${NAMES.join(', ')}.`);
  if (putBack && table.length !== 1)
    endWith('Rows are put back into one table: name it with --table.');
  if (key.length > 0 && !putBack) endWith('--key is only for --put-back.');
  return {
    request: {
      action: putBack ? 'put back' : remove ? 'remove' : 'restore',
      stage,
      at: moment.getTime(),
      tables: table.length > 0 ? NAMES.filter((name) => table.includes(name)) : NAMES,
      keys: key,
      countsOnly: counts,
    },
    isConfirmed: yes,
  };
}

function questionFor({ action, stage, at, tables: names, keys }: RestoreRequest): string {
  const which = `${names.join(', ')} of ${stage} as of ${momentText(new Date(at))}`;
  switch (action) {
    case 'restore':
      return `Restore ${which} to side tables? Each costs money until it is removed.`;
    case 'remove':
      return `Delete the copies of ${which}?`;
    case 'put back':
      return `Write ${keys.length === 0 ? 'all missing rows' : keys.join(', ')} of ${which} to the live table?`;
  }
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return endWith('Without a terminal to ask, add --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

process.exitCode = await main();
