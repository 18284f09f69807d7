import { settings } from './stage';

// What ENABLE_LOGGING and ENABLE_XRAY change. Every value is set explicitly, because a deploy does
// not reset what it no longer sets.

/**
 * Which lines Lambda stores, besides the function's log group. Lambda's filter treats lines in the
 * embedded metric format as INFO, so with ERROR there are no custom metrics.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export const logLevels = settings.logging
  ? { applicationLogLevel: 'INFO', systemLogLevel: 'INFO' }
  : { applicationLogLevel: 'ERROR', systemLogLevel: 'WARN' };

/** Variables that Powertools reads. For its logger, Lambda sets the level. */
export const powertools: Readonly<Record<string, string>> = settings.logging
  ? {}
  : { POWERTOOLS_METRICS_DISABLED: 'true' };

/** Whether Lambda traces invocations that nobody else traces. */
export const tracing = { mode: settings.xray ? 'Active' : 'PassThrough' };

/** IAM cannot limit the actions to a resource. */
export const tracingPermissions = settings.xray
  ? [{ actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] }]
  : [];

/** Removes the access log from the arguments of an HTTP API's stage, if logging is off. */
export function withoutAccessLog(args: { accessLogSettings?: unknown }): void {
  if (!settings.logging) delete args.accessLogSettings;
}
