import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { apiHeaders } from '../../model/securityHeaders';
import { config } from './config';
import { refusalOf, refusals, type SignInRefusal } from './refusal';
import { RETRY_AFTER_SECONDS } from './unavailable';

export type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** A function behind API Gateway, payload format 2.0. */
export type HttpApiHandler = (event: APIGatewayProxyEventV2) => Promise<HttpAnswer>;

/** No part of a sign-in may be stored by a cache. */
const HEADERS = { ...apiHeaders, 'cache-control': 'no-store' };

/** Returns refusals as JSON, for pages that call with `fetch`. */
export function httpApiHandler(respond: HttpApiHandler): HttpApiHandler {
  return async (event) => {
    try {
      return await respond(event);
    } catch (error) {
      return jsonRefusal(refusalOf(error, event.routeKey));
    }
  };
}

/** Where a step of the sign-in returns to when it fails. */
export interface WayBack {
  /** From `parseReturnTo`. */
  readonly returnTo: string;
  readonly cookies: readonly string[];
}

/**
 * Runs a step of the sign-in that a browser navigates to. A refusal redirects to `returnTo`, with
 * its code as `error` and, if the client's request was invalid, with `error_description` for its
 * developer.
 */
export async function orReturn(
  { routeKey }: APIGatewayProxyEventV2,
  { returnTo, cookies }: WayBack,
  step: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  try {
    return await step();
  } catch (error) {
    const refusal = refusalOf(error, routeKey);
    const { code, message } = refusal;
    return redirect(
      returnUrl(returnTo, {
        error: code,
        ...(code === 'invalid_request' && { error_description: message }),
      }),
      cookies,
    );
  }
}

/**
 * The address where a sign-in ends, with its outcome in the query, replacing any earlier outcome.
 *
 * @param returnTo from `parseReturnTo`
 */
export function returnUrl(returnTo: string, outcome: Readonly<Record<string, string>>): URL {
  const url = new URL(returnTo, config.Frontend.url);
  for (const name of ['code', 'error', 'error_description']) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value);
  return url;
}

/** A JSON response. */
export const json = (statusCode: number, body: object): HttpAnswer => ({
  statusCode,
  headers: { ...HEADERS, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Redirects the browser, with cookies in the format of `Set-Cookie`. */
export const redirect = (location: URL, cookies: readonly string[]): HttpAnswer => ({
  statusCode: 302,
  headers: { ...HEADERS, location: location.href },
  cookies: [...cookies],
});

function jsonRefusal({ code, message }: SignInRefusal): HttpAnswer {
  const answer = json(refusals[code], { error: code, message });
  return code === 'temporarily_unavailable'
    ? { ...answer, headers: { ...answer.headers, 'retry-after': RETRY_AFTER_SECONDS } }
    : answer;
}
