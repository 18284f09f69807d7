import * as z from 'zod/mini';
import type { Context } from '../context';
import { Failure } from '../failure';
import { parseJson } from './json';
import { NoResponse, request } from './request';
import { retrying } from './retry';
import { addressOf, unslashed } from './serverUrl';
import { secondsIn, Throttled } from './throttled';

const MAX_BYTES = 16_384;

const address = z.pipe(
  z.string().check(z.refine((text) => addressOf(text) !== undefined)),
  z.transform((text) => addressOf(text)!),
);

const Description = z.object({
  graphql: address,
  // A header can hold it.
  apiKey: z.string().check(z.regex(/^[!-~]{1,512}$/)),
  auth: address,
  site: z.nullish(address),
});

/** Where the parts of a server are. */
export interface Server {
  /** The address that a person or a lab names. */
  readonly url: string;
  readonly graphql: string;
  readonly apiKey: string;
  /** Without a slash at the end, like the site. */
  readonly auth: string;
  readonly site: string | null;
}

/**
 * Reads how a server describes itself.
 * @throws Failure `RateLimited`
 * @throws Failure `Unavailable` also if it is no akasha-labs server
 */
export async function discover(
  context: Context,
  url: string,
  options: { readonly wholeMs?: number } = {},
): Promise<Server> {
  const description = `${url}/.well-known/akasha-labs.json`;
  const { status, body } = await retrying(
    context,
    async () => {
      const response = await request(context, description, { ...options, maxBytes: MAX_BYTES });
      if (response.status === 429) throw new Throttled(secondsIn(response));
      if (response.status < 500) return response;
      throw new NoResponse(`${url} has a fault right now. Try again later.`, { retry: true });
    },
    (failure) => {
      if (failure instanceof Throttled) return failure.seconds;
      return failure instanceof NoResponse && failure.retry ? 0 : undefined;
    },
  );
  if ([401, 403, 408].includes(status)) {
    throw new Failure('Unavailable', `${url} refused the request. Try again later.`);
  }
  const found = Description.safeParse(parseJson(body));
  if (status !== 200 || !found.success) {
    throw new Failure('Unavailable', `${url} is not an akasha-labs server.`);
  }
  const { graphql, apiKey, auth, site } = found.data;
  return { url, graphql, apiKey, auth: unslashed(auth), site: site ? unslashed(site) : null };
}
