import { Command } from 'commander';
import { version } from '../package.json';
import { textOf, type Invocation, type LabsCommand } from './command';
import { check } from './commands/check';
import { completion } from './commands/completion';
import { list } from './commands/list';
import { login } from './commands/login';
import { logout } from './commands/logout';
import { open } from './commands/open';
import { progress } from './commands/progress';
import { rank } from './commands/rank';
import { show } from './commands/show';
import { start } from './commands/start';
import { submit } from './commands/submit';
import { whoami } from './commands/whoami';
import { DEFAULT_URL } from './api/serverUrl';
import type { Context } from './context';
import { failures } from './failure';
import { table } from './output/table';

const commands: readonly LabsCommand[] = [
  login,
  logout,
  whoami,
  list,
  show,
  start,
  check,
  submit,
  progress,
  rank,
  open,
  completion,
];

/** A valid command line. */
export interface Typed extends Omit<Invocation, 'context' | 'paint'> {
  readonly command: LabsCommand;
}

/** The parser of command lines. It calls `act` with a valid one, and throws for any other. */
export function createProgram({ stdout }: Context, act: (typed: Typed) => void): Command {
  const program = new Command('akasha-labs')
    .description('Start, check and submit labs.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .option('--json', 'print one JSON document')
    .option('--url <address>', 'address of the server')
    .configureHelp({ showGlobalOptions: true })
    // Subcommands inherit these two, so they come first. Errors are in the exception.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: () => undefined,
    })
    .addHelpText('after', `\n${generalHelp}`);

  for (const command of commands) {
    const parser = program
      .command(command.syntax)
      .summary(command.summary)
      .description(`${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`)
      .allowExcessArguments(false)
      .addHelpText('after', `\nExamples:\n${indented(command.examples)}`);
    command.configure?.(parser);
    parser.action(() => {
      const { json, url, ...options } = parser.optsWithGlobals<Invocation['options']>();
      const args = parser.processedArgs as Invocation['args'];
      act({ command, args, options, json: json === true, url: textOf(url), program });
    });
  }
  return program;
}

const indented = (rows: readonly (readonly string[])[]): string =>
  table(rows).replaceAll(/^/gm, '  ');

const exitCodes = [
  ['0', 'success'],
  ...Object.values(failures).map(({ exitCode, meaning }) => [String(exitCode), meaning] as const),
];

const generalHelp = `Examples:
${indented([
  ['akasha-labs login', 'sign in with the browser'],
  ['akasha-labs list --status ready', 'list the labs that you can start'],
  ['akasha-labs start recover-a-lost-commit', 'make the folder of a lab'],
  ['akasha-labs check', 'see what is still wrong'],
  ['akasha-labs submit', 'submit the lab of the current folder'],
])}

Environment:
${indented([
  ['AKASHA_TOKEN', 'token to use instead of the one that login has stored'],
  ['AKASHA_URL', `address of the server; default ${DEFAULT_URL}`],
  ['NO_COLOR, FORCE_COLOR', 'print no colours, or always'],
])}

Exit codes:
${indented(exitCodes)}`;
