import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Totals } from './totals';

/**
 * Has the functions of this process publish their metrics to `totals`, instead of writing each line
 * to standard output, where they would cover everything else.
 */
export function collect(metrics: Metrics, totals: Totals): void {
  metrics.publishStoredMetrics = () => {
    totals.add(metrics.serializeMetrics());
    metrics.clearMetrics();
    metrics.clearDimensions();
    metrics.clearMetadata();
    return metrics;
  };
}
