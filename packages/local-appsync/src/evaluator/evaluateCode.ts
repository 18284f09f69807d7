import { z } from 'zod';
import {
  CodeError,
  describeFault,
  loadCode,
  type Evaluation,
  type HandlerName,
  type HandlerContext,
} from './index';

/** Output of `aws appsync evaluate-code`. Members that do not apply are omitted. */
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
  /** JSON: the errors appended with `util.appendError`. */
  outErrors?: string;
}

/**
 * Maximum length of the text of EvaluateCode's context, in characters.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html
 */
export const CONTEXT_MAX_LENGTH = 28_000;

const record = z.record(z.string(), z.unknown());

/** Omitted members default to AppSync's empty values. `args` is an alias of `arguments`. */
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
 * Runs one handler as AppSync's EvaluateCode does: it calls no data source, and a request handler
 * can read the `result` of the context. (Recorded in localstack/appsync-utils: its test cases for
 * util.rds.toJsonObject are request handlers.)
 *
 * @param options options of `loadCode`
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

/** `Error: code.js(5,14): error TS2339: …`, the format that users of EvaluateCode quote. */
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
