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

function readFile(root: string, name: string): Place {
  try {
    return { name, variables: parseEnv(readFileSync(join(root, name), 'utf8')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { name, variables: {} };
    throw error;
  }
}
