import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** Where GitHub sends people back: on the address that they began at, as API Gateway tells it. */
export function callbackUrl(event: APIGatewayProxyEventV2): URL {
  const protocol = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  return new URL(`${protocol}://${event.requestContext.domainName}/auth/github/callback`);
}
