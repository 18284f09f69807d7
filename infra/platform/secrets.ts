import { setMissingSecrets, type SecretStore } from './missingSecrets';
import { runSst } from './sst';

/** The secrets of a stage, as SST keeps them: encrypted, in the account's own bucket. */
const storeOf = (stage: string): SecretStore => ({
  list() {
    const { status, stdout, stderr } = runSst(stage, ['secret', 'list'], '');
    // A stage without any is a failure to SST.
    if (status !== 0 && !/No secrets found/.test(stdout + stderr)) {
      throw new Error(`The secrets of ${stage} cannot be listed.\n${stdout}${stderr}`);
    }
    return [...stdout.matchAll(/^([A-Z]\w*)=/gm)].map(([, name]) => name!);
  },
  set(name, value) {
    const { status, stdout, stderr } = runSst(stage, ['secret', 'set', name], value);
    if (status !== 0) throw new Error(`${name} cannot be set.\n${stdout}${stderr}`);
  },
});

/** `pnpm secrets <stage>` */
const [stage, ...others] = process.argv.slice(2);
if (stage === undefined || others.length > 0) {
  console.error('Usage: pnpm secrets <stage>');
  process.exitCode = 1;
} else {
  const { lines, complete } = setMissingSecrets(storeOf(stage), process.env);
  console.log(lines.join('\n'));
  if (!complete) process.exitCode = 1;
}
