import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** The origin that a request was sent to, as reported by API Gateway. */
export function ownOrigin({ headers, requestContext }: APIGatewayProxyEventV2): string {
  const protocol = headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  return `${protocol}://${requestContext.domainName}`;
}
