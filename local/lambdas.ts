import type { HttpApiHandler } from '../functions/lib/http';
import { progressFilters } from '../functions/lib/progressFilters';
import { timeouts } from '../functions/timeouts';
import type { AuthorizerConfig } from './appsync/authorizer';
import { limitConcurrency } from './concurrency';
import { limitTime } from './lambda/timeLimit';
import { createRest } from './rest';
import type { Handler } from './server';
import type { Consumer } from './streams';
import { createWidgets } from './widgets';

// The functions of the product, as Lambda runs them. They are imported when they are asked for, which
// is not before their resources are linked.

/** Invocations at once, of each function behind the REST APIs. */
const INVOCATIONS_AT_ONCE = 10;

const timed = <Event, Result>(
  name: keyof typeof timeouts,
  handler: (event: Event) => Promise<Result>,
) => limitTime(timeouts[name], handler);

const behindRest = (name: keyof typeof timeouts, handler: HttpApiHandler): HttpApiHandler =>
  limitConcurrency(INVOCATIONS_AT_ONCE, timed(name, handler));

/** What tells the API who makes a request. */
export async function authorizer(): Promise<AuthorizerConfig['handler']> {
  const { handler } = await import('../functions/authorizer');
  return timed('authorizer', handler as AuthorizerConfig['handler']);
}

/** The sign-in. */
export async function authHandler(frontendUrl: string): Promise<Handler> {
  const [start, callback, token] = await Promise.all([
    import('../functions/oauth/start'),
    import('../functions/oauth/callback'),
    import('../functions/oauth/token'),
  ]);
  return createRest(
    {
      start: behindRest('start', start.handler),
      callback: behindRest('callback', callback.handler),
      token: behindRest('token', token.handler),
    },
    [frontendUrl],
  );
}

/** What widgets read. */
export async function widgetsHandler(): Promise<Handler> {
  const [exerciseStats, leaderboard, badge] = await Promise.all([
    import('../functions/widgets/exerciseStats'),
    import('../functions/widgets/leaderboard'),
    import('../functions/widgets/badge'),
  ]);
  return createWidgets({
    exerciseStats: behindRest('exerciseStats', exerciseStats.handler),
    leaderboard: behindRest('leaderboard', leaderboard.handler),
    badge: behindRest('badge', badge.handler),
  });
}

/** The functions on the stream of Progress. */
export async function streamConsumers(): Promise<Consumer[]> {
  const [countRanks, publishCompletion] = await Promise.all([
    import('../functions/countRanks'),
    import('../functions/publishCompletion'),
  ]);
  const handlers = { countRanks, publishCompletion };
  return (['countRanks', 'publishCompletion'] as const).map((name) => ({
    name,
    handler: timed(name, handlers[name].handler),
    filters: progressFilters[name],
  }));
}
