import { Metrics } from '@aws-lambda-powertools/metrics';
import { Resource } from 'sst';
import {
  metrics as definitions,
  METRICS_NAMESPACE,
  SERVICE,
  type MetricName,
  type SignInOutcome,
} from '../../model/metrics';

/**
 * Writes metrics to standard output in CloudWatch's embedded metric format, from which CloudWatch
 * makes metrics without a request of ours.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: SERVICE });

/**
 * Writes one line with values of metrics that have the same dimensions. It does not wait for
 * anything, so that invocations in one process, as on the local stack, cannot mix their dimensions.
 */
function report(
  values: Partial<Record<MetricName, readonly number[]>>,
  dimensions: Readonly<Record<string, string>> = {},
): void {
  metrics.addDimensions({ stage: Resource.App.stage, ...dimensions });
  for (const [name, numbers] of Object.entries(values) as [MetricName, readonly number[]][]) {
    for (const number of numbers) metrics.addMetric(name, definitions[name].unit, number);
  }
  // The hundredth value of a metric publishes by itself.
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

/** Counts a sign-in that ended. */
export const countSignIn = (outcome: SignInOutcome): void => report({ SignIn: [1] }, { outcome });

/** Counts a request that was refused because its session could not be looked up. */
export const countUnknownSession = (): void => report({ SessionUnknown: [1] });

/** Reports lags, in milliseconds. */
export function reportLags(metric: 'AnnounceLag' | 'RankLag', lagsMs: readonly number[]): void {
  if (lagsMs.length > 0) report({ [metric]: lagsMs });
}

/** Reports a response of a function behind an HTTP API. */
export const reportResponse = (route: string, ms: number, statusCode: number): void =>
  report({ ResponseTime: [ms], Errors: [statusCode >= 500 ? 1 : 0] }, { route });
