import { realTimer, startDeadline, type Api, type Deadline } from 'local-appsync';
import { limitConcurrency } from './concurrency';
import type { Routes } from './server';

/** Enough for operations to interfere with each other as they do on AWS. */
const OPERATIONS_AT_ONCE = 20;

type Handle = Api['handle'];

/** Responds to requests in turn, each within its limit of 30 seconds, which includes the wait. */
export function inTurn(handle: Handle): Routes['graphql'] {
  type Call = { request: Parameters<Handle>[0]; deadline: Deadline };
  // Each operation ends by its deadline at the latest, and earlier operations end earlier.
  const limited = limitConcurrency(OPERATIONS_AT_ONCE, ({ request, deadline }: Call) =>
    handle(request, deadline),
  );
  return (request) => {
    const deadline = startDeadline(realTimer);
    return limited({ request, deadline }).finally(deadline.cancel);
  };
}
