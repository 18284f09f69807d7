import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

interface Syntax<Known extends Options> {
  /** Printed by `--help`, and after a mistake: `Usage: pnpm session <login>`. */
  readonly usage: string;
  readonly options?: Known;
  /** How many arguments the command takes besides its options; none when omitted. */
  readonly positionals?: number;
}

type Parsed<Known extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Known; allowPositionals: true }>
>;

/**
 * Reads the arguments of a command. `--help` prints the usage and ends the process with 0, whatever else
 * is asked for. An unknown option, a missing value, or too few or too many arguments end it with 1 and
 * one line.
 */
export function readArguments<const Known extends Options>(
  { usage, options, positionals = 0 }: Syntax<Known>,
  args: string[] = process.argv.slice(2),
): Parsed<Known> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    process.exit(0);
  }
  const parsed = parse(usage, (options ?? {}) as Known, args);
  return parsed.positionals.length === positionals ? parsed : endWith(usage);
}

function parse<Known extends Options>(
  usage: string,
  options: Known,
  args: string[],
): Parsed<Known> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node's own words go on with advice about arguments that begin with a hyphen.
    const [reason] = error instanceof Error ? error.message.split('. ') : [];
    return endWith(`${reason?.replace(/\.$/, '')}. ${usage}`);
  }
}

/** Ends the process because of a mistake in its arguments. */
export function endWith(line: string): never {
  console.error(line);
  process.exit(1);
}
