import * as z from 'zod/mini';
import { sessionEnded } from '../session/signedOut';
import type { Context } from '../context';
import { Failure } from '../failure';
import { printable } from '../output/printable';
import { parseJson } from './json';
import type { Operation } from './operations';
import { NoResponse, request } from './request';
import { retrying } from './retry';
import { secondsIn, Throttled } from './throttled';

/** AppSync sends no more. */
const MAX_BYTES = 5_300_000;

const Envelope = z.object({
  data: z.optional(z.unknown()),
  errors: z.optional(
    z.nullable(
      z.array(
        z.object({
          errorType: z.optional(z.nullable(z.string())),
          message: z.optional(z.nullable(z.string())),
        }),
      ),
    ),
  ),
});

/** What a request is sent with: the key that everyone has, or a learner's token. */
export type Credential = { readonly apiKey: string } | { readonly token: string };

export interface Sending {
  /** The address of GraphQL. */
  readonly address: string;
  readonly credential: Credential;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Ends each request earlier than the usual limit. */
  readonly wholeMs?: number;
}

/** The server took the credential for invalid, once. */
class Refused extends Failure {
  constructor() {
    super('Unavailable', 'The server refused a request.');
  }
}

/** Nothing was written: the same request may succeed. */
class Conflict extends Failure {
  constructor() {
    super('Unavailable', 'Another request of yours interfered. Try again.', {
      errorType: 'Conflict',
    });
  }
}

/**
 * Sends an operation. Retries after faults that are soon over, unless a lost answer could mean that
 * the server has acted.
 *
 * @throws Failure `SignedOut` if the server refuses the token twice: one refusal can be a fault of
 * the moment
 * @throws Failure for every error that the server reports
 */
export async function send<Data>(
  context: Context,
  operation: Operation<Data>,
  sending: Sending,
): Promise<Data> {
  let refusals = 0;
  const response = await retrying(
    context,
    async () => {
      try {
        return await sendOnce(context, operation, sending);
      } catch (error) {
        if (error instanceof Refused && ++refusals === 2) throw refusal(sending.credential);
        throw error;
      }
    },
    (failure) => waitOf(failure, operation.repeatable),
    operation.tries,
  );
  const found = operation.data.safeParse(response);
  if (!found.success) throw notUnderstood(sending.address);
  return found.data;
}

function waitOf(failure: Failure, repeatable: boolean): number | undefined {
  if (failure instanceof Throttled) return failure.seconds;
  // The server has not acted.
  if (failure instanceof Refused || failure instanceof Conflict) return 0;
  return failure instanceof NoResponse && failure.retry && repeatable ? 0 : undefined;
}

const refusal = (credential: Credential): Failure =>
  'token' in credential
    ? sessionEnded()
    : new Failure('Unavailable', 'The server refused the key that it gives to everyone.');

async function sendOnce(
  context: Context,
  { name, document, repeatable }: Operation<unknown>,
  { address, credential, variables, wholeMs }: Sending,
): Promise<unknown> {
  const { host } = new URL(address);
  const response = await answerFor(repeatable, () =>
    request(context, address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...('token' in credential
          ? { authorization: credential.token }
          : { 'x-api-key': credential.apiKey }),
      },
      body: JSON.stringify({ operationName: name, query: document, variables }),
      maxBytes: MAX_BYTES,
      ...(wholeMs !== undefined && { wholeMs }),
    }),
  );
  const { status, body } = response;
  const envelope = Envelope.safeParse(parseJson(body)).data;
  const [error] = envelope?.errors ?? [];
  const errorType = error?.errorType ?? '';
  if (status === 401) throw new Refused();
  if (status === 429 || /Throttl|LimitExceeded|TooManyRequests/.test(errorType)) {
    throw new Throttled(secondsIn(response));
  }
  if (status >= 500) {
    return answerFor(repeatable, () => {
      throw new NoResponse(`${host} has a fault right now. Try again later.`, { retry: true });
    });
  }
  if (error) throw failureOf(errorType, error.message ?? '', address);
  if (status === 403) {
    throw new Failure('Unavailable', `${host} refused the request. Try again later.`);
  }
  if (status !== 200 || envelope?.data == null) throw notUnderstood(address);
  return envelope.data;
}

/** Says so if it stays unknown whether the server has acted. */
async function answerFor<T>(repeatable: boolean, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (repeatable || !(error instanceof NoResponse)) throw error;
    throw new NoResponse(
      `${error.message} Your submission may or may not have been counted: akasha-labs progress`,
      error,
    );
  }
}

/** What an entry of `errors` means. The types are those of README.md and of AppSync. */
function failureOf(errorType: string, message: string, address: string): Failure {
  switch (errorType) {
    case 'Conflict':
      return new Conflict();
    case 'Unauthenticated':
      return sessionEnded();
    case 'Unauthorized':
    case 'UnauthorizedException':
      return new Failure('SignedOut', 'Your token does not allow this. Run: akasha-labs login');
    case 'NotFound':
    case 'InvalidInput':
      return new Failure('Usage', printable(message), { errorType });
    case 'Internal':
      return new Failure('Unavailable', `${new URL(address).host} has a fault. Try again later.`);
    default:
      return notUnderstood(address);
  }
}

const notUnderstood = (address: string): Failure =>
  new Failure(
    'Unavailable',
    `${new URL(address).host} does not understand this version of akasha-labs. Update it: npx akasha-labs@latest`,
  );
