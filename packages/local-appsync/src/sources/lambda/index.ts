import type { DataSource, SourceResult } from '../dataSource';
import { SourceFault } from '../fault';
import { batcher } from './batches';
import { realTimer, type Timer } from '../deadline';
import { failed, invoker, type LambdaHandler } from './invocation';
import { readLambdaRequest } from './request';

export type { LambdaHandler } from './invocation';
export type { Timer } from '../deadline';

/** The size of batches where none is configured, as the tutorial says. */
const DEFAULT_BATCH_SIZE = 5;

/** The largest size that can be configured. */
const BATCH_SIZE_MAX = 2_000;

/**
 * A Lambda data source without a batch size of its own: a `BatchInvoke` is of up to five payloads.
 *
 * @param handler gets the payload, or with `BatchInvoke` a list of them; what it throws is an
 *   error of type `Lambda:Unhandled`
 * @param timer ends a call after 30 seconds, with `Lambda:ExecutionTimeoutException`
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
 */
export const lambdaSource = <Payload>(handler: LambdaHandler<Payload>, timer?: Timer): DataSource =>
  sourceOf(handler, DEFAULT_BATCH_SIZE, false, timer);

/**
 * A Lambda data source for a resolver or function with a `maxBatchSize`. What one resolver or
 * function asks for with `BatchInvoke` in one tick, as it does for the fields of a list, goes to the
 * handler as one list; so do whole contexts, when the resolver or function has no code. `Invoke` is
 * never batched.
 *
 * @param maxBatchSize 0 to 2000; with 0 nothing is grouped, and each list has one payload
 * @throws RangeError when it is not
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_Resolver.html
 */
export function batchingLambdaSource<Payload>(
  handler: LambdaHandler<Payload>,
  maxBatchSize: number,
  timer?: Timer,
): DataSource {
  if (!Number.isInteger(maxBatchSize) || maxBatchSize < 0 || maxBatchSize > BATCH_SIZE_MAX) {
    throw new RangeError(`maxBatchSize is an integer from 0 to ${BATCH_SIZE_MAX}.`);
  }
  return sourceOf(handler, Math.max(maxBatchSize, 1), maxBatchSize > 0, timer);
}

/** @param batchesContexts whether what has no code is answered in batches, too */
function sourceOf<Payload>(
  handler: LambdaHandler<Payload>,
  batchSize: number,
  batchesContexts: boolean,
  timer: Timer = realTimer,
): DataSource {
  const invoke = invoker(handler, timer);
  const invokeInBatch = batcher(invoke, batchSize);
  return {
    async invoke(request, binding, execution) {
      try {
        const { operation, invocationType, event } = readLambdaRequest(request);
        return operation === 'Invoke'
          ? await invoke(event, invocationType)
          : await invokeInBatch(event, invocationType, binding, execution);
      } catch (error) {
        return refused(error);
      }
    },
    direct(context, binding, execution) {
      const event = JSON.stringify(context);
      return batchesContexts
        ? invokeInBatch(event, 'RequestResponse', binding, execution)
        : invoke(event, 'RequestResponse');
    },
  };
}

/** A request that no function got to see. */
function refused(error: unknown): SourceResult {
  if (error instanceof SourceFault) return failed(error.type, error.message);
  throw error;
}
