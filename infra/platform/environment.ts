import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** The environment of a command, and where each of its variables is set. */
export interface Environment {
  readonly env: NodeJS.ProcessEnv;
  /** `the shell`, or the name of a file. The first place that sets the variable wins. */
  readonly placesOf: (name: string) => readonly string[];
}

interface Place {
  readonly name: string;
  readonly variables: NodeJS.ProcessEnv;
}

/**
 * Reads the environment as the SST CLI does: `.env.<stage>` takes precedence over the shell, and the
 * shell over `.env`. A variable that the shell sets to an empty value counts as set.
 *
 * @param root the folder with the files
 * @param stage undefined before the stage is known, which `.env` may set
 * @throws Error for a file that SST would not read
 * @see https://github.com/anomalyco/sst/blob/dev/cmd/sst/cli/cli.go
 */
export function readEnvironment(
  root: string,
  shell: NodeJS.ProcessEnv,
  stage?: string,
): Environment {
  const places: readonly Place[] = [
    ...(stage === undefined ? [] : [readFile(root, `.env.${stage}`)]),
    { name: 'the shell', variables: shell },
    readFile(root, '.env'),
  ];
  return {
    env: Object.assign(
      {},
      ...places.map((place) => place.variables).reverse(),
    ) as NodeJS.ProcessEnv,
    placesOf: (name) =>
      places.filter(({ variables }) => variables[name] !== undefined).map((place) => place.name),
  };
}

/** Values that may have several lines. */
const QUOTED = /=[ \t]*("[^"]*"|'[^']*')/g;
const keepLines = (quoted: string): string => `=${quoted.replace(/[^\n]/g, '')}`;

/** Empty, a comment, or a variable. Quotes that are left have no end. */
const LINE = /^[ \t]*(#.*|(export[ \t]+)?[A-Za-z_]\w*[ \t]*=(?![ \t]*["']).*)?$/;

function readFile(root: string, name: string): Place {
  const text = readIfThere(join(root, name));
  const lines = text.replace(QUOTED, keepLines).split(/\r?\n/);
  const wrong = lines.findIndex((line) => !LINE.test(line));
  if (wrong >= 0) {
    throw new Error(
      `${name}, line ${wrong + 1} is not NAME=value, for which SST may ignore the whole file.`,
    );
  }
  return { name, variables: parseEnv(text) };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
