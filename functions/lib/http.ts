import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { HttpError, httpErrors, type HttpErrorCode } from './errors';

/** A function behind API Gateway, payload format 2.0. */
export type HttpApiHandler = (
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Turns a failure into its JSON answer; one that is not ours to explain is logged, and not shown. */
export function httpApiHandler(respond: HttpApiHandler): HttpApiHandler {
  return async (event) => {
    try {
      return await respond(event);
    } catch (error) {
      if (error instanceof HttpError) return failure(error.code, error.message);
      console.error(`${event.routeKey} failed:`, error);
      return failure('server_error', 'Something went wrong on our side. Try again.');
    }
  };
}

const failure = (error: HttpErrorCode, message: string) =>
  json(httpErrors[error], { error, message });

/** Answers in JSON. Nothing about a sign-in may be stored on the way. */
export const json = (statusCode: number, body: object): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/** Sends the browser elsewhere, with one cookie. */
export const redirect = (location: URL, cookie: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 302,
  headers: { location: location.href, 'cache-control': 'no-store' },
  cookies: [cookie],
});
