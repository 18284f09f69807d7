import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { readArguments } from '../../commandLine/readArguments';
import { readSettings, SETTING_NAMES } from '../settings';
import { checkStageName } from '../stageNames';
import { readEnvironment } from './environment';
import { root, runSst, sst, sstEnvironment } from './sst';
import { checkTargets, exportState, outputsOf } from './state';

const STAGE = { stage: { type: 'string' } } as const;
const PARTS = { target: { type: 'string' }, exclude: { type: 'string' } } as const;
const LOGS = { verbose: { type: 'boolean' }, 'print-logs': { type: 'boolean' } } as const;

/** The options of the commands that package.json shares with SST. SST checks those of others. */
const OPTIONS = {
  deploy: { ...STAGE, ...PARTS, continue: { type: 'boolean' }, ...LOGS },
  diff: { ...STAGE, ...PARTS, json: { type: 'boolean' }, ...LOGS },
  dev: { ...STAGE, mode: { type: 'string' }, ...LOGS },
  remove: { ...STAGE, target: PARTS.target, ...LOGS },
} as const;

type Command = keyof typeof OPTIONS;

const isCommand = (name: string): name is Command => Object.hasOwn(OPTIONS, name);

/** pnpm has built-in commands with these names. */
const BUILT_IN = ['deploy', 'remove'];

/** SST's commands that run the program in `sst.config.ts`, which needs every setting. */
const RUN_PROGRAM = ['deploy', 'dev', 'diff', 'refresh'];

/** SST's commands that act on a stage. */
const ON_STAGE = [...RUN_PROGRAM, 'remove', 'secret', 'shell', 'state', 'unlock'];

/**
 * `pnpm run deploy`, `pnpm run remove`, `pnpm dev`, `pnpm diff`, `pnpm outputs`, and `pnpm sst` with
 * any command of SST.
 *
 * @param name the name of the script
 */
function main([name = '', ...rest]: readonly string[]): number {
  // pnpm passes the `--` before the arguments of a script on, npm does not.
  const args = rest[0] === '--' ? rest.slice(1) : rest;
  if (name === 'outputs') return printOutputs(args);
  if (!isCommand(name)) return run(args);
  const options = OPTIONS[name];
  readArguments({ usage: usageOf(name), options }, args);
  return run([name, ...args]);
}

function usageOf(name: Command): string {
  const options = Object.entries(OPTIONS[name]).map(([option, { type }]) =>
    type === 'string' ? `[--${option} <${option}>]` : `[--${option}]`,
  );
  const command = BUILT_IN.includes(name) ? `run ${name}` : name;
  return `Usage: pnpm ${command} ${options.join(' ')}`;
}

/** Runs a command of SST, after every check that is possible before. */
function run(args: string[]): number {
  // If an option is repeated, the last one counts, as in SST.
  const { values, positionals } = parseArgs({
    args,
    strict: false,
    options: { ...STAGE, ...PARTS, help: { type: 'boolean' } },
  });
  const command = positionals.find((each) => ON_STAGE.includes(each));
  if (values.help || command === undefined) return runOnNoStage(args);

  const { stage, origin } = findStage(values.stage);
  const { env, placesOf } = readEnvironment(root, process.env, stage);
  console.error(`Stage ${stage}, from ${origin}`);
  if (RUN_PROGRAM.includes(command)) {
    readSettings(env, stage);
    for (const name of SETTING_NAMES.filter((each) => env[each])) {
      console.error(`${name}, from ${placesOf(name).join(', which overrides ')}`);
    }
  }
  const targets = [values.target, values.exclude]
    .filter((each) => typeof each === 'string')
    .flatMap((each) => each.split(','));
  if (targets.length > 0) checkTargets(targets, exportState(stage), stage);
  // Ctrl-C also reaches SST, which then unlocks the stage.
  process.on('SIGINT', () => {});
  return runSst(stage, args).status;
}

function runOnNoStage(args: readonly string[]): number {
  const env = sstEnvironment(process.env);
  return spawnSync(sst, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
}

/** SST itself would ignore `STAGE`, and fall back to the login name. */
function findStage(option: string | boolean | undefined): { stage: string; origin: string } {
  const { env, placesOf } = readEnvironment(root, process.env);
  const name = ['STAGE', 'SST_STAGE'].find((each) => env[each]);
  const stage = option ?? (name && env[name]);
  if (typeof stage !== 'string') {
    throw new Error('There is no stage: use --stage <name>, or set STAGE in the shell or in .env.');
  }
  checkStageName(stage);
  const origin = option === undefined ? `${name} in ${placesOf(name!)[0]}` : '--stage';
  return { stage, origin };
}

/** Prints the outputs of the last deploy, from the state of the stage. */
function printOutputs(args: string[]): number {
  const { values, positionals } = readArguments(
    {
      usage: 'Usage: pnpm outputs [<stage>] [--json] [--show-secrets]',
      positionals: [0, 1],
      options: {
        ...STAGE,
        json: { type: 'boolean' },
        'show-secrets': { type: 'boolean', default: false },
      },
    },
    args,
  );
  const { stage } = findStage(positionals[0] ?? values.stage);
  const outputs = outputsOf(exportState(stage, values['show-secrets']));
  const names = Object.keys(outputs);
  if (names.length === 0)
    throw new Error(`${stage} has no outputs. Its first deploy did not finish, or it was removed.`);
  const width = Math.max(...names.map(({ length }) => length));
  const lines = Object.entries(outputs).map(
    ([name, value]) =>
      `${name.padEnd(width)}  ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  console.log(values.json ? JSON.stringify(outputs, null, 2) : lines.join('\n'));
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
