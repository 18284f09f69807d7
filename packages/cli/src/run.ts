import { CommanderError } from 'commander';
import type { Report } from './command';
import type { Context } from './context';
import { Failure, fileFailure } from './failure';
import { asCalled } from './output/calledName';
import { painter } from './output/paint';
import { escaped, escapedLine } from './output/printable';
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
    stdout.write(isJson ? documentOf(data) : text && `${asCalled(text, env)}\n`);
    return 0;
  } catch (error) {
    const failure = failureOf(error);
    const { type, exitCode, details } = failure;
    const message = asCalled(failure.message, env);
    if (isJson) {
      stdout.write(documentOf({ error: { type, message, exitCode, ...details } }));
    } else {
      stderr.write(`${painter(stderr, env)('red', escaped(message))}\n`);
    }
    return exitCode;
  }
}

/** JSON that a terminal can show. */
const documentOf = (data: unknown): string => `${escaped(JSON.stringify(data, null, 2))}\n`;

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
    const [, unknown] = program.args;
    if (error.code !== 'commander.help') {
      const reason = error.message.replace(/^error: /, '');
      throw new Failure('Usage', `${capitalized(reason)}\n${advice}`);
    }
    throw new Failure(
      'Usage',
      unknown === undefined
        ? `No command. ${advice}`
        : `Unknown command '${escapedLine(unknown)}'\n${advice}`,
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
  const known = fileFailure(error);
  if (known) return known;
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure('Machine', `Something went wrong in akasha-labs: ${reason}`);
}
