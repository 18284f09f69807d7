import type { Command } from 'commander';
import { EXERCISE_ID } from './api/shapes';
import type { Context } from './context';
import { Failure } from './failure';
import type { Paint } from './output/paint';

/** What a command has found or done. */
export interface Report {
  /** For programs: the one JSON document of `--json`. */
  readonly data: unknown;
  /** For people. */
  readonly text: string;
}

/** What the learner typed. */
export interface Invocation {
  readonly context: Context;
  /** Colours the text of the report. */
  readonly paint: Paint;
  readonly json: boolean;
  /** The value of `--url`. */
  readonly url: string | undefined;
  readonly args: readonly (string | undefined)[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly program: Command;
}

/** A command of the program: one file of `commands/` each. */
export interface LabsCommand {
  /** With its arguments, as commander reads them: `start <id> [dir]`. */
  readonly syntax: string;
  readonly summary: string;
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [string, string])[];
  readonly configure?: (command: Command) => Command;
  /** @throws Failure */
  readonly run: (invocation: Invocation) => Promise<Report>;
}

/**
 * The id of a lab that the learner typed.
 * @throws Failure `Usage` unless a lab could have it
 */
export function labIdIn(argument: string | undefined): string {
  if (argument !== undefined && EXERCISE_ID.test(argument)) return argument;
  throw new Failure(
    'Usage',
    `${JSON.stringify(argument ?? '')} is not the id of a lab. See the ids: akasha-labs list`,
  );
}

/** @throws always: no lab of the catalogue has the id */
export function noSuchLab(id: string): never {
  throw new Failure('Usage', `There is no lab ${id}. See the ids: akasha-labs list`);
}

/** An option that was typed, unless it is a flag. */
export const textOf = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
