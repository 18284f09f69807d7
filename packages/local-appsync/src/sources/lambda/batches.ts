import type { SourceResult } from '../dataSource';
import { failed, type Invoke } from './invocation';
import type { LambdaRequest } from './request';

/** Invokes a function with a JSON payload, in an invocation that it shares with other payloads. */
export type InvokeInBatch = (
  event: string,
  invocationType: LambdaRequest['invocationType'],
  binding: string,
  execution?: object,
) => Promise<SourceResult>;

interface Waiting {
  readonly event: string;
  readonly resolve: (answer: SourceResult) => void;
}

/**
 * Batches the payloads of one resolver or function in one execution that are requested in the same
 * tick, that is, before anything but promise jobs has run. The fields of a list request theirs this
 * way.
 *
 * @param size maximum number of payloads of one invocation, at least 1
 */
export function batcher(invoke: Invoke, size: number): InvokeInBatch {
  const apart = {};
  const executions = new WeakMap<object, Map<string, Waiting[]>>();

  async function flush(
    groups: Map<string, Waiting[]>,
    key: string,
    invocationType: LambdaRequest['invocationType'],
  ): Promise<void> {
    const waiting = groups.get(key) ?? [];
    groups.delete(key);
    const batches = Array.from({ length: Math.ceil(waiting.length / size) }, (_, i) =>
      waiting.slice(i * size, (i + 1) * size),
    );
    await Promise.all(
      batches.map(async (batch) => {
        const events = batch.map(({ event }) => event);
        const answer = await invoke(`[${events.join(',')}]`, invocationType);
        const answers = invocationType === 'Event' ? null : answersOf(answer, batch.length);
        batch.forEach(({ resolve }, i) => {
          resolve(answers?.[i] ?? answer);
        });
      }),
    );
  }

  return (event, invocationType, binding, execution = apart) =>
    new Promise((resolve) => {
      const groups = executions.get(execution) ?? new Map<string, Waiting[]>();
      executions.set(execution, groups);
      const key = `${invocationType} ${binding}`;
      const group = groups.get(key);
      if (group) {
        group.push({ event, resolve });
        return;
      }
      groups.set(key, [{ event, resolve }]);
      // A `nextTick` from within a microtask runs after all pending microtasks.
      queueMicrotask(() => {
        process.nextTick(() => void flush(groups, key, invocationType));
      });
    });
}

/**
 * The result for each payload of a batch. Items are passed on unchanged: the response handler
 * interprets `{ data, errorMessage, errorType }`.
 *
 * The error type for a list of another size is not documented.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers-js.html
 */
function answersOf({ result, error }: SourceResult, size: number): SourceResult[] {
  if (error) return Array.from({ length: size }, () => ({ result, error }));
  if (!Array.isArray(result) || result.length !== size) {
    const got = Array.isArray(result) ? `${result.length} items` : 'no list';
    const mismatch = failed(
      'Lambda:IllegalArgument',
      `The function must return a list of ${size} items, one for each payload, and returned ${got}.`,
    );
    return Array.from({ length: size }, () => mismatch);
  }
  return result.map((item: unknown) => ({ result: item }));
}
