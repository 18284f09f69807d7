import { z } from 'zod';
import { CodeError, loadCode, type Evaluation, type Handler, type HandlerContext } from './index';

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

/** Runs one handler of some code as AppSync's EvaluateCode does: no data source is called. */
export function evaluateCode(
  code: string,
  handler: Handler,
  context: HandlerContext,
): EvaluateCodeOutput {
  try {
    return outputOf(loadCode(code, 'code.js').evaluate(handler, context));
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    const { errorType, reason, position } = error;
    return {
      error: {
        message: error.message,
        codeErrors: [{ errorType, value: reason, location: { ...position, span: 0 } }],
      },
      logs: [],
    };
  }
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
    ...(raised && { error: { message: fault ? faultMessage(fault) : raised.message } }),
    logs,
    stash: JSON.stringify(stash),
    outErrors: JSON.stringify(appended),
  };
}

/** Unlike clients, whoever evaluates sees the mistake and where it is. */
function faultMessage({ message, position }: NonNullable<Evaluation['fault']>): string {
  return `code.js:${position.line}:${position.column}: ${message}`;
}
