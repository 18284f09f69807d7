import { errorTypes } from '../../../model/errors';
import { refusals } from '../../../functions/lib/refusal';
import type { Given } from '../operation';
import type { Operation } from '../../../model/operation';
import { PAST_CDN } from '../widgets';
import type { Record, Session } from './record';
import type { World } from './world';

/** Longer than any request should take. AppSync ends requests after thirty seconds. */
const REQUEST_MAX_MS = 25_000;

/** Internal details that no response may contain: addresses, tables, and words of libraries. */
const PRIVATE = /127\.0\.0\.1|akasha-labs-local|socket|ECONN|timeout|abort|dynamo|\bat .*\.ts/i;

const PUBLIC_TYPES: readonly unknown[] = Object.keys(errorTypes);
const PUBLIC_REFUSALS: readonly unknown[] = Object.keys(refusals);

/** The result of a GraphQL request. */
export type Reply<Data = unknown> =
  | { readonly was: 'answered'; readonly data: Data }
  | { readonly was: 'failed'; readonly type: string }
  | { readonly was: 'unauthorized' }
  | { readonly was: 'unanswered' };

interface GraphqlBody<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly errorType?: unknown; readonly message: string }[];
}

/** Sends requests to a world, and checks every response against the public invariants. */
export function clientOf(world: World, record: Record) {
  const wrong = (invariant: 'publicErrors' | 'causes' | 'inTime', what: string) =>
    void record.violations.push({ invariant, what });

  /** @returns undefined when there is no response, which is valid only during faults */
  async function send(path: string, init: RequestInit = {}): Promise<Response | undefined> {
    const started = performance.now();
    const signal = AbortSignal.timeout(REQUEST_MAX_MS);
    try {
      const response = await fetch(new URL(path, world.url), {
        ...init,
        redirect: 'manual',
        signal,
      });
      const body = await response.arrayBuffer();
      return new Response(response.status === 304 ? null : body, {
        status: response.status,
        headers: response.headers,
      });
    } catch (error) {
      if (signal.aborted) {
        const tookMs = Math.round(performance.now() - started);
        wrong('inTime', `${path} was not answered in ${tookMs} ms`);
      } else if (!record.isFaulty) wrong('causes', `${path} was not answered: ${String(error)}`);
      return undefined;
    }
  }

  function checkErrors(query: string, { errors = [] }: GraphqlBody): void {
    for (const { errorType, message } of errors) {
      if (!PUBLIC_TYPES.includes(errorType) || PRIVATE.test(message)) {
        wrong('publicErrors', `${String(errorType)}: ${message}, for ${query}`);
      }
      if (errorType === 'Internal' && !record.isFaulty) wrong('causes', `Internal for ${query}`);
    }
  }

  async function graphql<Data, Variables>(
    headers: { [name: string]: string },
    query: Operation<Data, Variables>,
    ...[variables]: Given<Variables>
  ): Promise<Reply<Data>> {
    const response = await send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    if (!response) return { was: 'unanswered' };
    const body = (await response.json()) as GraphqlBody<Data>;
    if (response.status === 401) return { was: 'unauthorized' };
    if (response.status !== 200) {
      wrong('publicErrors', `${response.status} ${JSON.stringify(body)} for ${query}`);
      return { was: 'unanswered' };
    }
    checkErrors(query, body);
    const [error] = body.errors ?? [];
    return error
      ? { was: 'failed', type: String(error.errorType) }
      : { was: 'answered', data: body.data! };
  }

  return {
    /** Sends a request with a session, and records it. */
    async ask<Data, Variables>(
      session: Session,
      query: Operation<Data, Variables>,
      ...variables: Given<Variables>
    ) {
      const begun = record.now();
      const { isFaulty } = record;
      const reply = await graphql({ authorization: session.token }, query, ...variables);
      const span = { begun, ended: record.now() };
      const was =
        reply.was === 'unauthorized'
          ? 'refused'
          : reply.was === 'unanswered'
            ? 'unanswered'
            : 'accepted';
      record.requests.push({ ...span, session, what: query, was, isFaulty });
      return { ...span, reply };
    },

    /** Sends a request with the API key. */
    async askPublic<Data, Variables>(
      query: Operation<Data, Variables>,
      ...variables: Given<Variables>
    ) {
      const begun = record.now();
      const reply = await graphql({ 'x-api-key': world.apiKey }, query, ...variables);
      return { begun, ended: record.now(), reply };
    },

    /** Reads the URL of a widget. @returns undefined when it is currently unavailable */
    async widget(path: string) {
      const begun = record.now();
      const response = await send(path, { headers: PAST_CDN });
      const ended = record.now();
      const text = await response?.text();
      if (response?.status === 200) return { begun, ended, text: text! };
      if (response && (![500, 503].includes(response.status) || PRIVATE.test(text!))) {
        wrong('publicErrors', `${response.status} ${text} for ${path}`);
      }
      if (response && !record.isFaulty) wrong('causes', `${response.status} for ${path}`);
      return undefined;
    },

    /** Sends one request of a sign-in, and checks its error, if any. */
    async step(path: string, init: RequestInit = {}): Promise<Response | undefined> {
      const response = await send(path, init);
      if (!response) return undefined;
      const error = await refusalIn(response);
      if (error === undefined) return response;
      if (!PUBLIC_REFUSALS.includes(error.name) || PRIVATE.test(error.text)) {
        wrong('publicErrors', `${response.status} ${error.text} for ${path}`);
      }
      const isOurs = error.name === 'temporarily_unavailable' || error.name === 'server_error';
      if (isOurs && !record.isFaulty) wrong('causes', `${error.name} for ${path}`);
      return response;
    },
  };
}

/** The error of a step of the sign-in, from its redirect or its body. */
async function refusalIn(response: Response): Promise<{ name: unknown; text: string } | undefined> {
  const location = response.headers.get('location');
  if (location !== null) {
    const name = new URL(location, response.url || 'http://localhost').searchParams.get('error');
    return name === null ? undefined : { name, text: location };
  }
  if (response.status < 400) return undefined;
  const text = await response.clone().text();
  const { error } = JSON.parse(text) as { error?: unknown };
  return { name: error, text };
}

export type Client = ReturnType<typeof clientOf>;
