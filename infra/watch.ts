/**
 * Watches the stage: alarms, a dashboard and saved queries, on stages that operators watch. Last in
 * the program, because it names everything else.
 */
import { byTable } from '../model/tables';
import { alarmsOf, titleOf, type Alarm } from './alarmList';
import { alarms, alarmsInUsEast1 } from './alarms';
import { vault } from './backup';
import { distribution } from './cdn';
import { dashboardOf } from './dashboard';
import { tables } from './database';
import { apiFirewall } from './firewallRules';
import { created } from './functions';
import { api, apiLogs } from './graphql';
import './resolvers';
import { rest } from './rest';
import { savedQueriesOf } from './savedQueries';
import { isWatched, settings, stageName } from './stage';
import type { StageResources } from './stageResources';
import { deadLetters } from './streams';
import { widgets } from './widgets';

type Name = $util.Input<string>;

/** The resources by name, those that only some stages have at the end. */
const resources: StageResources<Name> = {
  stage: $app.stage,
  api: api.id,
  httpApis: { rest: rest.nodes.api.id, widgets: widgets.nodes.api.id },
  // The imports above create all of them.
  functions: created as Required<typeof created>,
  tables: byTable((table) => tables[table].name),
  deadLetters: deadLetters.name,
  apiLogs: apiLogs.name,
  distribution: distribution.id,
  ...(vault && { vault: vault.name }),
  ...(settings.waf && { firewall: stageName(apiFirewall.name) }),
};

/** Creates an alarm that notifies operators when it goes off, and when it is over. */
function createAlarm(alarm: Alarm<Name>): void {
  const { name, rule, region } = alarm;
  const topic = region === undefined ? alarms : alarmsInUsEast1!;
  new aws.cloudwatch.MetricAlarm(stageName(name), {
    ...(region !== undefined && { region }),
    alarmDescription: `${rule.why} See "${titleOf(rule)}" in docs/runbook.md.`,
    ...measured(alarm),
    comparisonOperator: 'GreaterThanThreshold',
    threshold: rule.threshold,
    evaluationPeriods: rule.periods,
    // Nothing happened, so there is nothing to report.
    treatMissingData: 'notBreaching',
    alarmActions: [topic.arn],
    okActions: [topic.arn],
  });
}

/** What an alarm compares with its threshold: a metric, or an expression. */
function measured({ rule, metrics, expression }: Alarm<Name>) {
  const period = 60 * rule.minutes;
  const described = metrics.map(({ id, metric, statistic }) => ({
    id,
    statistic,
    metric: {
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: metric.dimensions,
      period,
    },
  }));
  if (expression !== undefined) {
    return {
      metricQueries: [
        { id: 'value', expression, label: titleOf(rule), returnData: true },
        ...described.map(({ id, statistic, metric }) => ({
          id,
          metric: { ...metric, stat: statistic },
        })),
      ],
    };
  }
  const [{ metric, statistic }] = described as [(typeof described)[number]];
  return statistic.startsWith('p')
    ? {
        ...metric,
        extendedStatistic: statistic,
        // A percentile of a few values is one of them.
        evaluateLowSampleCountPercentiles: 'ignore',
      }
    : { ...metric, statistic };
}

if (isWatched) {
  for (const alarm of alarmsOf(resources)) createAlarm(alarm);

  new aws.cloudwatch.Dashboard('Dashboard', {
    dashboardName: stageName('Overview'),
    dashboardBody: $util.output(resources).apply((names) => JSON.stringify(dashboardOf(names))),
  });

  // CloudFront reports the cache hit rate only with it.
  new aws.cloudfront.MonitoringSubscription('CdnMetrics', {
    distributionId: distribution.id,
    monitoringSubscription: {
      realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: 'Enabled' },
    },
  });

  for (const { name, logGroups, query } of savedQueriesOf(resources)) {
    new aws.cloudwatch.QueryDefinition(`Query ${name}`, {
      name: `${$app.name}-${$app.stage}/${name}`,
      logGroupNames: [...logGroups],
      queryString: query,
    });
  }
}
