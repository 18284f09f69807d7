import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

interface Syntax<Known extends Options> {
  /** Printed by `--help` and after an invalid argument: `Usage: pnpm session <login>`. */
  readonly usage: string;
  readonly options?: Known;
  /** Number of arguments besides the options, or the least and the most. None when omitted. */
  readonly positionals?: number | readonly [least: number, most: number];
}

type Parsed<Known extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Known; allowPositionals: true }>
>;

/**
 * Reads the arguments of a command. `--help` prints the usage and exits with 0, regardless of other
 * arguments. An unknown option, a missing value, or too few or too many arguments print one line
 * and exit with 1.
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
  const { length } = parsed.positionals;
  const [least, most] = typeof positionals === 'number' ? [positionals, positionals] : positionals;
  return least <= length && length <= most ? parsed : endWith(usage);
}

function parse<Known extends Options>(
  usage: string,
  options: Known,
  args: string[],
): Parsed<Known> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // Node's own message continues with advice about arguments that start with a hyphen.
    const [reason] = error instanceof Error ? error.message.split('. ') : [];
    return endWith(`${reason?.replace(/\.$/, '')}. ${usage}`);
  }
}

/** Exits because of an invalid argument. */
export function endWith(line: string): never {
  console.error(line);
  process.exit(1);
}
