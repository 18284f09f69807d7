import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ownOrigin } from './ownOrigin';

/** The address to which GitHub redirects: on the host that the sign-in started on. */
export const callbackUrl = (event: APIGatewayProxyEventV2): URL =>
  new URL('/auth/github/callback', ownOrigin(event));
