import { z } from 'zod';
import {
  CodeError,
  describeFault,
  loadCode,
  type Evaluation,
  type HandlerName,
  type HandlerContext,
} from './index';

/** What `aws appsync evaluate-code` prints; members that have nothing to say are absent. */
export interface EvaluateCodeOutput {
  /** JSON. */
  evaluationResult?: string;
  error?: {
    message: string;
    codeErrors?: {
      errorType: string;
      value: string;
      location: { line: number; column: number; span: number };
    }[];
  };
  logs: string[];
  /** JSON. */
  stash?: string;
  /** JSON: what was appended with `util.appendError`. */
  outErrors?: string;
}

/**
 * EvaluateCode's limit for the context, as text in characters.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html
 */
export const CONTEXT_MAX_LENGTH = 28_000;

const record = z.record(z.string(), z.unknown());

/** Whatever is missing is as empty as AppSync has it; `args` may stand for `arguments`. */
export const contextSchema = z
  .object({
    arguments: record.nullish(),
    args: record.nullish(),
    source: z.unknown().optional(),
    identity: z.unknown().optional(),
    request: z
      .object({
        headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
        domainName: z.string().nullable().default(null),
      })
      .default({ headers: {}, domainName: null }),
    info: z
      .object({
        fieldName: z.string().default(''),
        parentTypeName: z.string().default(''),
        variables: record.default({}),
        selectionSetList: z.array(z.string()).default([]),
        selectionSetGraphQL: z.string().default(''),
      })
      .prefault({}),
    stash: record.default({}),
    prev: z.object({ result: z.unknown().optional() }).nullish(),
    outErrors: z
      .array(
        z.object({
          message: z.string(),
          errorType: z.string().nullable().default(null),
          data: z.unknown().default(null),
          errorInfo: z.unknown().default(null),
        }),
      )
      .default([]),
    result: z.unknown().optional(),
    error: z.object({ message: z.string(), type: z.string() }).nullish(),
    env: z.record(z.string(), z.string()).default({}),
  })
  .transform(
    ({
      arguments: given,
      args,
      source,
      identity,
      prev,
      result,
      error,
      ...rest
    }): HandlerContext => ({
      ...rest,
      arguments: given ?? args ?? {},
      source: source ?? null,
      identity: identity ?? null,
      prev: prev ? { result: prev.result ?? null } : null,
      ...(result !== undefined && { result }),
      ...(error && { error }),
    }),
  );

/**
 * Runs one handler of some code as AppSync's EvaluateCode does: no data source is called, and a request
 * handler sees the `result` that the context has. (Recorded in localstack/appsync-utils: its cases of
 * util.rds.toJsonObject are request handlers.)
 *
 * @param options those of `loadCode`
 */
export function evaluateCode(
  code: string,
  handler: HandlerName,
  context: HandlerContext,
  options?: Parameters<typeof loadCode>[2],
): EvaluateCodeOutput {
  try {
    return outputOf(loadCode(code, 'code.js', options).evaluate(handler, context));
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return { error: refusalOf(error), logs: [] };
  }
}

/** `Error: code.js(5,14): error TS2339: …`, as people who ran EvaluateCode show it. */
function refusalOf({
  errorType,
  reason,
  rule,
  position,
}: CodeError): NonNullable<EvaluateCodeOutput['error']> {
  const value = rule ? `${rule}: ${reason}` : reason;
  if (errorType === 'MISSING_MAPPING_EXPORT') {
    const location = { line: 0, column: 0, span: 0 };
    return { message: `Error: ${value}`, codeErrors: [{ errorType, value, location }] };
  }
  const { line, column } = position;
  return {
    message: `Error: code.js(${line},${column}): error ${value}`,
    codeErrors: [{ errorType, value, location: { line, column, span: 0 } }],
  };
}

function outputOf({
  result,
  raised,
  fault,
  logs,
  stash,
  appended,
}: Evaluation): EvaluateCodeOutput {
  return {
    ...(!raised && { evaluationResult: JSON.stringify(result) }),
    ...(raised && { error: { message: fault ? describeFault(fault) : raised.message } }),
    logs,
    stash: JSON.stringify(stash),
    outErrors: JSON.stringify(appended),
  };
}
