import { expect } from 'vitest';
import type { EvaluateCodeOutput } from '../../src/evaluator/evaluateCode';

/** One call of EvaluateCode for a response handler, and the expected result. */
export interface CodeCase {
  readonly code: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly expected: Expected;
}

export type Expected =
  /** The handler returns this value. A pattern matches a string. The value may contain matchers. */
  | { readonly value: unknown; readonly appended?: readonly string[] }
  /** The handler ends with this message. */
  | { readonly error: string | RegExp; readonly appended?: readonly string[] }
  /** The code does not load. */
  | { readonly refused: Refused };

/** Where and why code is refused. */
export interface Refused {
  /** From 1. Omitted when the error concerns the whole code. */
  readonly line?: number;
  readonly rule?: string;
}

/** How an output differs from the expected one; null when it does not. */
export function differenceOf(expected: Expected, output: EvaluateCodeOutput): string | null {
  const { error, evaluationResult } = output;
  const answered = JSON.stringify(error ?? evaluationResult);
  if ('refused' in expected) {
    return isRefused(expected.refused, output)
      ? null
      : `expected to be refused for ${JSON.stringify(expected.refused)}, answered ${answered}`;
  }
  if (error?.codeErrors?.length) return `was refused: ${answered}`;
  const wanted = 'error' in expected ? expected.error : expected.value;
  const got = 'error' in expected ? error?.message : !error && parsed(evaluationResult);
  if (!matches(got, wanted)) return `expected ${written(wanted)}, answered ${answered}`;
  const appended = (parsed(output.outErrors) as { message: string }[]).map((each) => each.message);
  return matches(appended, expected.appended ?? appended)
    ? null
    : `expected to append ${written(expected.appended)}, appended ${written(appended)}`;
}

function isRefused({ line, rule }: Refused, { error }: EvaluateCodeOutput): boolean {
  return (error?.codeErrors ?? []).some(
    (each) =>
      (line === undefined || each.location.line === line) &&
      (rule === undefined || `${each.value} ${error?.message}`.includes(rule)),
  );
}

const parsed = (json = 'null'): unknown => JSON.parse(json);

function matches(got: unknown, wanted: unknown): boolean {
  try {
    expect(got).toEqual(wanted instanceof RegExp ? expect.stringMatching(wanted) : wanted);
    return true;
  } catch {
    return false;
  }
}

const written = (value: unknown): string =>
  value instanceof RegExp ? String(value) : (JSON.stringify(value) ?? 'undefined');
