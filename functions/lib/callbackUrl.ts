import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * The address to which GitHub redirects: on the host that the sign-in started on, as reported by
 * API Gateway.
 */
export function callbackUrl(event: APIGatewayProxyEventV2): URL {
  const protocol = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  return new URL(`${protocol}://${event.requestContext.domainName}/auth/github/callback`);
}
