import { widgetCaching } from '../../model/cdn';
import { errorTtlOf, lifetimeOf } from './lifetime';
import { createStore, type Answer, type Copy } from './store';

/** Sends a request to the origin. */
export type Ask = (
  key: string,
  method: 'GET' | 'HEAD',
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** The value of `X-Cache`, before "from cloudfront". */
export type Outcome = 'Hit' | 'RefreshHit' | 'Miss' | 'Error';

/** What to send to a client. */
export interface Found {
  readonly answer: Answer;
  readonly outcome: Outcome;
  /** Seconds since the origin sent it. Undefined if it was fetched for this client. */
  readonly age?: number;
}

interface CacheOptions {
  readonly ask: Ask;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly maxBytes: number;
}

/**
 * Serves responses as CloudFront does with the policy in `model/cdn.ts`. Where AWS's documentation
 * leaves a choice, this cache never keeps more or longer than CloudFront could:
 *
 * - No copy is served once the maximum TTL has passed since the origin sent it, stale or not.
 * - `HEAD` is answered from a copy, but creates none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function createCache({ ask, now, maxBytes }: CacheOptions) {
  const store = createStore(maxBytes);
  /** Requests to the origin that other clients wait for. */
  const running = new Map<string, Promise<Found>>();

  const ageOf = ({ receivedAt }: Copy): number => (now() - receivedAt) / 1_000;

  /** Whether a copy that has expired may be served for so many seconds more. */
  const isUsable = (copy: Copy, staleSeconds: number): boolean =>
    ageOf(copy) < Math.min(copy.lifetime.fresh + staleSeconds, widgetCaching.maxTtl);

  const isFresh = (copy: Copy): boolean => isUsable(copy, 0) || now() < (copy.servedUntil ?? 0);

  function hit(copy: Copy): Found {
    return { answer: copy, outcome: copy.status < 400 ? 'Hit' : 'Error', age: ageOf(copy) };
  }

  async function find(key: string, method: 'GET' | 'HEAD'): Promise<Found> {
    const copy = store.get(key);
    if (copy && isFresh(copy)) return hit(copy);
    if (copy && isUsable(copy, copy.lifetime.staleWhileRevalidate)) {
      if (!running.has(key)) refresh(key).catch(console.error);
      return hit(copy);
    }
    if (!copy && method === 'HEAD') return passed(await ask(key, method));
    const other = running.get(key);
    if (!other) return refresh(key);
    await other.catch(() => undefined);
    const shared = store.get(key);
    // A response that is not cached is for one client only.
    return shared && isFresh(shared) ? hit(shared) : update(key);
  }

  /** Updates the copy. Clients that need it meanwhile wait for this request. */
  function refresh(key: string): Promise<Found> {
    const request = update(key).finally(() => running.delete(key));
    running.set(key, request);
    return request;
  }

  /** Fetches the response, or has the origin confirm the copy. */
  async function update(key: string): Promise<Found> {
    const stored = store.get(key);
    const copy = stored && stored.status < 400 ? stored : undefined;
    const etag = copy?.headers.get('etag');
    const answer = await ask(key, 'GET', etag ? { 'if-none-match': etag } : {});
    if (copy && answer.status === 304) {
      const confirmed = { ...copy, headers: updated(copy.headers, answer.headers) };
      keep(key, confirmed);
      return { answer: confirmed, outcome: 'RefreshHit' };
    }
    if (copy && answer.status >= 500 && isUsable(copy, copy.lifetime.staleIfError)) {
      store.set(key, { ...copy, servedUntil: now() + errorTtlOf(answer.status) * 1_000 });
      return hit(copy);
    }
    keep(key, answer);
    return passed(answer);
  }

  function keep(key: string, { status, headers, body }: Answer): void {
    const lifetime = lifetimeOf(status, headers, now());
    if (lifetime) store.set(key, { status, headers, body, receivedAt: now(), lifetime });
  }

  return { find };
}

/** A response of the origin that was fetched for one client. */
export const passed = (answer: Answer): Found => ({
  answer,
  outcome: answer.status < 400 ? 'Miss' : 'Error',
});

/** The headers of a copy that the origin confirmed. Those of the confirmation replace older ones. */
function updated(headers: Headers, confirmation: Headers): Headers {
  const merged = new Headers(headers);
  confirmation.forEach((value, name) => merged.set(name, value));
  return merged;
}
