import type { FetchHandler } from '../server';
import { metricsPage, PAGE_HEADERS } from './page';
import { PROMETHEUS_TYPE, prometheusText } from './prometheus';
import type { Totals } from './totals';

/** The path of the metrics. */
export const METRICS_PATH = '/metrics';

/**
 * Serves what the functions have reported: a page for browsers, JSON for clients that accept JSON
 * and no page, and Prometheus's text format for all others.
 */
export const serveMetrics =
  (totals: Totals): FetchHandler =>
  async (request) => {
    if (new URL(request.url).pathname !== METRICS_PATH) {
      return new Response('Not Found\n', { status: 404 });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    }
    const { type, body } = representation(request.headers.get('accept') ?? '', totals);
    const headers = { ...type, 'cache-control': 'no-store', vary: 'Accept' };
    return new Response(request.method === 'HEAD' ? null : body, { headers });
  };

function representation(accept: string, totals: Totals) {
  const series = totals.list();
  if (/\btext\/html\b/i.test(accept)) return { type: PAGE_HEADERS, body: metricsPage(series) };
  return /\bapplication\/json\b/i.test(accept)
    ? { type: { 'content-type': 'application/json' }, body: JSON.stringify(series, null, 2) }
    : { type: { 'content-type': PROMETHEUS_TYPE }, body: prometheusText(series) };
}
