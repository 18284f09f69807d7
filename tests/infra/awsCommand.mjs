/**
 * A fake AWS CLI. Commands that list log groups and APIs return the data in `ANSWERS`. The
 * arguments of every other command are appended to the file `CALLS`, one line of JSON each.
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { search } from 'jmespath';

const { CALLS, ANSWERS } = process.env;
const [service, command, ...flags] = process.argv.slice(2);
const answer = JSON.parse(ANSWERS)[`${service} ${command}`];
if (answer) {
  const options = Object.fromEntries(
    ['log-group-name-prefix', 'output', 'query'].map((name) => [name, { type: 'string' }]),
  );
  const { values } = parseArgs({ args: flags, options });
  const [list, key] = answer.list;
  const { 'log-group-name-prefix': prefix = '' } = values;
  const found = answer.all.filter((each) => each[key].startsWith(prefix));
  console.log(JSON.stringify(search({ [list]: found }, values.query), null, 4));
} else {
  appendFileSync(CALLS, `${JSON.stringify([service, command, ...flags])}\n`);
}
