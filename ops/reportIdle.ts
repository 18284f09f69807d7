import { text } from 'node:stream/consumers';
import { endWith, readArguments } from '../commandLine/readArguments';
import { approvedIn, idleAmong, readStages, report } from './idleStages';

const USAGE =
  'Usage: node scripts/launch.mjs ops/reportIdle.ts report   < snapshots.json\n' +
  '       node scripts/launch.mjs ops/reportIdle.ts approved < snapshots.json\n' +
  'Reads a listing of SST’s snapshots. `approved` also reads the text of the issue, from ISSUE.';

/**
 * For `.github/workflows/idle-stages.yml`: `report` prints the text of the issue about idle stages.
 * `approved` prints the stages of that issue that are to be removed, as a JSON list.
 */
const { positionals } = readArguments({ usage: USAGE, positionals: 1 });
const idle = idleAmong(readStages(await text(process.stdin)), new Date());
const [mode] = positionals;
if (mode === 'report') process.stdout.write(report(idle));
else if (mode === 'approved') {
  console.log(JSON.stringify(approvedIn(process.env['ISSUE'] ?? '', idle)));
} else endWith(USAGE);
