import { realTimer, startDeadline, type Deadline } from 'local-appsync';
import type { HttpApiHandler } from '../../functions/lib/http';
import { limitConcurrency } from '../concurrency';

/** Replaces the response of a function that API Gateway no longer waits for. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/**
 * Limits the concurrent invocations of a function, and gives up after 30 seconds including the time
 * in the queue: HTTP APIs have the same limit as AppSync.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export function behindGateway(atOnce: number, handler: HttpApiHandler): HttpApiHandler {
  type Call = { event: Parameters<HttpApiHandler>[0]; deadline: Deadline };
  const inTurn = limitConcurrency(atOnce, async ({ event, deadline }: Call) => {
    if (deadline.isPassed) throw new Unavailable();
    return handler(event);
  });
  return async (event) => {
    const deadline = startDeadline(realTimer);
    const late = deadline.passed.then(() => {
      throw new Unavailable();
    });
    try {
      return await Promise.race([inTurn({ event, deadline }), late]);
    } finally {
      deadline.cancel();
    }
  };
}
