import { readArguments } from '../../commandLine/readArguments';
import { checkStageName } from '../stageNames';
import { readSecretList } from './secretList';
import { setMissingSecrets, type SecretStore } from './missingSecrets';
import { runSst } from './sst';

/** The secrets of a stage, as stored by SST: encrypted, in the account's own bucket. */
const storeOf = (stage: string): SecretStore => ({
  list() {
    const { status, stdout, stderr } = runSst(stage, ['secret', 'list'], '');
    // SST treats a stage without secrets as a failure.
    if (status !== 0 && !/No secrets found/.test(stdout + stderr)) {
      throw new Error(`Could not list the secrets of ${stage}.\n${stderr}`);
    }
    return readSecretList(stdout);
  },
  set(name, value) {
    const { status, stdout, stderr } = runSst(stage, ['secret', 'set', name], value);
    if (status !== 0) throw new Error(`Could not set ${name}.\n${stdout}${stderr}`);
  },
});

/** `pnpm secrets <stage>` */
function main(stage: string): number {
  try {
    checkStageName(stage);
    const { lines, complete } = setMissingSecrets(storeOf(stage), process.env);
    console.log(lines.join('\n'));
    return complete ? 0 : 1;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

const { positionals } = readArguments({ usage: 'Usage: pnpm secrets <stage>', positionals: 1 });
process.exitCode = main(positionals[0]!);
