import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ORIGIN_SECRET_HEADER } from '../../model/cdn';
import { config } from './config';
import { sameText } from './secret';

/**
 * Whether a request comes from the CDN, and not from a client that found the host of the API. The
 * previous secret is accepted as well, because the CDN takes minutes to send a new one.
 */
export function isFromCdn({ headers }: APIGatewayProxyEventV2): boolean {
  const sent = headers[ORIGIN_SECRET_HEADER] ?? '';
  const accepted = [config.OriginSecret.current, config.OriginSecret.previous];
  return accepted.some((secret) => sameText(sent, secret));
}
