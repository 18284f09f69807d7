import { AUTHORIZER, routesOf } from '../functions/invocations';
import type { AuditEvent } from '../functions/lib/audit';
import type { DeployedFunction, StageResources } from './stageResources';

/** Events of the audit trail in which a person did not get in. */
const REFUSALS: readonly AuditEvent[] = ['sign_in_refused', 'session_unknown'];

/** A query for CloudWatch Logs Insights. */
export interface SavedQuery<Name = string> {
  readonly name: string;
  readonly logGroups: readonly Name[];
  readonly query: string;
}

/**
 * Queries that operators find in the console under "Saved queries".
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html for `record`
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html for `logType`
 */
export function savedQueriesOf<Name>({
  functions,
  apiLogs,
}: StageResources<Name>): SavedQuery<Name>[] {
  const everyFunction = Object.values<DeployedFunction<Name>>(functions).map(({ logs }) => logs);
  const signIn = [...routesOf('rest').map(({ lambda }) => lambda), AUTHORIZER];
  return [
    {
      name: 'Cold starts',
      logGroups: everyFunction,
      query: `filter type = "platform.report" and ispresent(record.metrics.initDurationMs)
| stats count(*) as starts, pct(record.metrics.initDurationMs, 50) as p50, max(record.metrics.initDurationMs) as slowest by @log
| sort starts desc`,
    },
    {
      name: 'Slowest resolvers',
      logGroups: [apiLogs],
      query: `# Duration in milliseconds. prod does not log its resolvers: there, see the dashboard.
filter logType = "Tracing"
| stats count(*) as calls, pct(duration, 95) / 1000000 as p95, max(duration) / 1000000 as slowest by parentType, fieldName
| sort p95 desc | limit 20`,
    },
    {
      name: 'Slowest requests',
      logGroups: [apiLogs],
      query: `filter logType = "RequestSummary"
| fields @timestamp, requestId, statusCode, latency / 1000000 as ms
| sort latency desc | limit 20`,
    },
    {
      name: 'Refused sign-ins',
      logGroups: signIn.map((name) => functions[name].logs),
      query: `filter event in ${JSON.stringify(REFUSALS)}
| stats count(*) as refusals by event, reason, bin(1h)
| sort refusals desc`,
    },
    {
      name: 'Errors by type',
      logGroups: everyFunction,
      query: `filter level = "ERROR" or type = "platform.report" and record.status != "success"
| stats count(*) as errors by coalesce(error.name, errorType, record.status) as kind, message, @log
| sort errors desc | limit 50`,
    },
  ];
}
