import type { SourceResult } from '../dataSource';
import { failed, type Invoke } from './invocation';
import type { LambdaRequest } from './request';

/** Has a payload, which is JSON, answered by an invocation that it shares with others. */
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
 * Groups payloads for one resolver or function of one execution that are asked for in the same tick,
 * that is before anything but promises has gone on. Fields of the same list ask so.
 *
 * @param size the most payloads of one invocation, at least 1
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
      // A tick from within a promise's job comes after all promises' jobs.
      queueMicrotask(() => {
        process.nextTick(() => void flush(groups, key, invocationType));
      });
    });
}

/**
 * The answer for each payload of a batch. Items are handed on as they are: telling
 * `{ data, errorMessage, errorType }` apart is the response handler's.
 *
 * The type for a list of another size is not documented.
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
