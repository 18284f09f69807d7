import { CommanderError } from 'commander';
import type { Report } from './command';
import type { Context } from './context';
import { Failure } from './failure';
import { painter } from './output/paint';
import { createProgram, type Typed } from './program';

/**
 * Runs one command line.
 *
 * @param args without the names of Node.js and the script
 * @returns the exit code
 */
export async function run(args: readonly string[], context: Context): Promise<number> {
  const { stdout, stderr, env } = context;
  // An error of the command line itself is also JSON.
  const isJson = args.includes('--json');
  try {
    const typed = parse(args, context);
    if (!typed) return 0;
    const { data, text } = await reportOf(typed, context);
    stdout.write(isJson ? `${JSON.stringify(data, null, 2)}\n` : text && `${text}\n`);
    return 0;
  } catch (error) {
    const failure = failureOf(error);
    const { type, message, exitCode, details } = failure;
    if (isJson) {
      const document = { error: { type, message, exitCode, ...details } };
      stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      stderr.write(`${painter(stderr, env)('red', message)}\n`);
    }
    return exitCode;
  }
}

/** @returns undefined if help or the version was shown */
function parse(args: readonly string[], context: Context): Typed | undefined {
  let typed: Typed | undefined;
  const program = createProgram(context, (found) => (typed = found));
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    const advice = 'See: akasha-labs --help';
    const reason = error.message.replace(/^error: /, '');
    throw new Failure(
      'Usage',
      error.code === 'commander.help'
        ? `No command. ${advice}`
        : `${capitalized(reason)}\n${advice}`,
    );
  }
  return typed;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function reportOf({ command, ...rest }: Typed, context: Context): Promise<Report> {
  const paint = painter(context.stdout, context.env);
  return command.run({ ...rest, context, paint });
}

/** An error that no code expects is a fault of this program. */
function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure('Machine', `Something went wrong in akasha-labs: ${reason}`);
}
