import { realTimer, startDeadline, type Deadline } from 'local-appsync';
import type { HttpApiHandler } from '../../functions/lib/http';
import { limitConcurrency } from '../concurrency';

/** In place of the answer of a function that API Gateway does not wait for any longer. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/**
 * Invokes a function so often at once, and gives up after 30 seconds, the wait for its turn included:
 * AppSync's limit is that of HTTP APIs, too.
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
