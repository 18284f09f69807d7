import { ORIGIN_SECRET } from '../../local/config';
import { ORIGIN_SECRET_HEADER } from '../../model/cdn';

/**
 * Takes a request past the CDN of the local stack, to the widgets' API itself, which always reads
 * the current numbers.
 */
export const PAST_CDN = { [ORIGIN_SECRET_HEADER]: ORIGIN_SECRET };

/** Requests a path below `/v1/` from the widgets' API of a stack. */
export const fetchWidget = (
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Response> =>
  fetch(`${url}/v1/${path}`, { method, headers: { ...headers, ...PAST_CDN } });
