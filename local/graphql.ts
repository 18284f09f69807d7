import { realTimer, startDeadline, type Api, type Deadline } from 'local-appsync';
import { limitConcurrency } from './concurrency';
import type { Routes } from './server';

/** Enough for operations to get in each other's way as they do on AWS. */
const OPERATIONS_AT_ONCE = 20;

type Handle = Api['handle'];

/** Answers requests in their turn, each in the 30 seconds that it has: the wait is a part of them. */
export function inTurn(handle: Handle): Routes['graphql'] {
  type Call = { request: Parameters<Handle>[0]; deadline: Deadline };
  // Each ends with its time at the latest, and those that came before it do so earlier.
  const limited = limitConcurrency(OPERATIONS_AT_ONCE, ({ request, deadline }: Call) =>
    handle(request, deadline),
  );
  return (request) => {
    const deadline = startDeadline(realTimer);
    return limited({ request, deadline }).finally(deadline.cancel);
  };
}
