import { ACCOUNT, REGION } from '../aws';
import type { Context, Request } from './simulate';

export const arn = (service: string, path: string, region = REGION) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${path}`;

export const httpApi = (path: string) => `arn:aws:apigateway:${REGION}::/${path}`;

/**
 * Requests for actions of a service on one resource, or on `*` for actions that IAM cannot limit to
 * a resource.
 */
export const on = (
  service: string,
  resource: string,
  actions: readonly string[],
  context: Context = {},
): Request[] => actions.map((name) => ({ action: `${service}:${name}`, resource, context }));
