import type { Code, Evaluation, Extensions, HandlerContext, RaisedError } from '../evaluator';
import type { FieldContext } from './fieldContext';
import { unauthorized } from '../errors';
import type { DataSource } from '../sources/dataSource';

/**
 * A unit resolver or a function of a pipeline: either a pair of handlers around a source, or a
 * Lambda without handlers.
 */
export type Unit = {
  /** Name of the code in logs, and binding of the `nextToken`s that its source issues. */
  readonly name: string;
} & (
  | { readonly code: Code; readonly source: DataSource }
  | { readonly direct: NonNullable<DataSource['direct']> }
);

/** A pipeline resolver: its own code, and the functions that run between its handlers, in order. */
export interface Pipeline {
  readonly name: string;
  readonly code: Code;
  readonly functions: readonly Unit[];
}

export type Resolver = Unit | Pipeline;

/** The field's value, and the errors that the code appended or raised. */
export interface Resolution {
  readonly value: unknown;
  readonly errors: readonly RaisedError[];
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Requests to the service that the code made through `extensions`. */
  readonly extensions: Partial<Extensions>;
}

/**
 * Runs one resolver. Only its code raises errors: a source's failure becomes `ctx.error` of the
 * response handler, which always runs.
 *
 * @param execution identifies the request: calls of the same request to a source may be batched
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html
 */
export async function resolve(
  resolver: Resolver,
  field: FieldContext,
  execution: object,
): Promise<Resolution> {
  const run = new Run(field, execution);
  const value =
    'functions' in resolver ? await run.pipeline(resolver) : await run.unit(resolver, null);
  return {
    value: run.stopped ? null : value,
    errors: run.errors,
    responseHeaders: run.responseHeaders,
    extensions: run.extensions,
  };
}

/** Replaces the message of a function that throws an `UnauthorizedException`. */
const REFUSAL = unauthorized();

/** The state that one resolver's handlers share: the stash and the errors so far. */
class Run {
  readonly errors: RaisedError[] = [];
  responseHeaders: Record<string, string> = {};
  extensions: Partial<Extensions> = {};
  /** The code raised an error: no later handler runs. */
  stopped = false;
  /** `earlyReturn` requested to skip the rest of the pipeline. */
  #skipToEnd = false;
  #stash: Record<string, unknown> = {};
  readonly #field: FieldContext;

  readonly #execution: object;

  constructor(field: FieldContext, execution: object) {
    this.#field = field;
    this.#execution = execution;
  }

  async pipeline(resolver: Pipeline): Promise<unknown> {
    const before = this.#evaluate(resolver.code, resolver.name, 'request', null);
    let previous = before.result;
    for (const unit of before.early ? [] : resolver.functions) {
      if (this.stopped || this.#skipToEnd) break;
      previous = await this.unit(unit, { result: previous });
    }
    if (this.stopped) return null;
    return this.#evaluate(
      resolver.code,
      resolver.name,
      'response',
      { result: previous },
      {
        result: previous,
      },
    ).result;
  }

  async unit(unit: Unit, prev: HandlerContext['prev']): Promise<unknown> {
    if ('direct' in unit) return this.#direct(unit.name, unit.direct, prev);
    const request = this.#evaluate(unit.code, unit.name, 'request', prev);
    if (this.stopped || request.early) {
      this.#skipToEnd = request.early === 'END';
      return request.result;
    }
    const { result, error } = await unit.source.invoke(request.result, unit.name, this.#execution);
    const response = this.#evaluate(unit.code, unit.name, 'response', prev, {
      result,
      ...(error && { error }),
    });
    this.#skipToEnd = response.early === 'END';
    return response.result;
  }

  /**
   * The return value of the function is the result, unchanged. Its error is raised under its own
   * name.
   * @see https://docs.aws.amazon.com/appsync/latest/devguide/direct-lambda-reference.html
   */
  async #direct(
    name: string,
    direct: NonNullable<DataSource['direct']>,
    prev: HandlerContext['prev'],
  ): Promise<unknown> {
    const context = { ...this.#field, stash: this.#stash, prev };
    const { result, error } = await direct(context, name, this.#execution);
    if (!error) return result;
    const errorType = error.unhandledErrorType ?? error.type;
    const message = errorType === REFUSAL.errorType ? REFUSAL.message : error.message;
    this.errors.push({ message, errorType, data: result, errorInfo: null });
    this.stopped = true;
    return null;
  }

  #evaluate(
    code: Code,
    name: string,
    handler: 'request' | 'response',
    prev: HandlerContext['prev'],
    outcome: Partial<Pick<HandlerContext, 'result' | 'error'>> = {},
  ): Evaluation {
    const evaluation = code.evaluate(handler, {
      ...this.#field,
      stash: this.#stash,
      prev,
      outErrors: this.errors,
      ...outcome,
    });
    this.#stash = evaluation.stash;
    this.errors.push(...evaluation.appended);
    if (evaluation.raised) {
      this.errors.push(evaluation.raised);
      this.stopped = true;
    }
    Object.assign(this.responseHeaders, evaluation.responseHeaders);
    this.extensions = withExtensions(this.extensions, evaluation.extensions);
    for (const line of evaluation.logs) console.log(`${name} ${handler}: ${line}`);
    return evaluation;
  }
}

/** A later filter replaces an earlier one. Invalidations and evictions accumulate. */
const withExtensions = (
  before: Partial<Extensions>,
  after: Partial<Extensions> = {},
): Partial<Extensions> => ({
  ...before,
  ...after,
  invalidations: [...(before.invalidations ?? []), ...(after.invalidations ?? [])],
  evictions: [...(before.evictions ?? []), ...(after.evictions ?? [])],
});
