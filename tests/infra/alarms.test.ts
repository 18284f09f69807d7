import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarmRules, alarmsOf, conditionOf, titleOf } from '../../infra/alarmList';
import { metricFault, type Metric } from '../../infra/metrics';
import manifest from '../../package.json';
import { ACCOUNT, REGION, regionOf } from './aws';
import type { Deployment, Resource } from './deployment';
import { givenResources } from './givenResources';
import { danglingDimensions } from './knownMetrics';
import { bucketRulesOf, resourceOf, resourcesOf, roleGrants } from './policies';
import { restOf } from './restingCosts';
import { SETTINGS, synthesize } from './synthesize';

const EMAILS = ['ada@example.com', 'grace@example.com'];

/** The settings of a stage of one's own that operators watch. */
const WATCHED = { ada: { ALARM_EMAIL: EMAILS.join() } };

const [{ prod, dev, ada }, { prod: unheard }] = await Promise.all([
  synthesize(['prod', 'dev', 'ada'], { settings: { ...SETTINGS, ...WATCHED } }),
  synthesize(['prod'], {
    settings: { prod: { ...SETTINGS['prod'], ALARM_EMAIL: '', BACKUP_RETENTION_DAYS: '90' } },
  }),
]);

const alarmsIn = (deployment: Deployment) =>
  resourcesOf(deployment, 'aws:cloudwatch/metricAlarm:MetricAlarm');

/** The part of an alarm that says what it measures. */
interface Measured {
  readonly namespace?: string;
  readonly metricName?: string;
  readonly dimensions?: Metric['dimensions'];
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly period?: number;
  readonly metricQueries?: readonly {
    readonly id: string;
    readonly expression?: string;
    readonly returnData?: boolean;
    readonly metric?: Metric & { metricName: string; stat: string; period: number };
  }[];
}

/** Every metric of an alarm, with its statistic. */
function metricsOf({ properties }: Resource): { metric: Metric; statistic: string }[] {
  const { namespace, metricName, dimensions, statistic, extendedStatistic, metricQueries } =
    properties as Measured;
  if (metricQueries) {
    return metricQueries.flatMap(({ metric }) =>
      metric ? [{ metric: { ...metric, name: metric.metricName }, statistic: metric.stat }] : [],
    );
  }
  return [
    {
      metric: { namespace: namespace!, name: metricName!, dimensions: dimensions! },
      statistic: (statistic ?? extendedStatistic)!,
    },
  ];
}

/** The region in an ARN. */
const regionIn = (arn: string): string => arn.split(':')[3]!;

describe.each(Object.entries({ prod, ada }))('the alarms of %s', (_, deployment) => {
  const alarms = alarmsIn(deployment);

  it('are those of the list', () => {
    const names = new Set(alarms.map(({ name }) => name.split('-').at(-1)));
    const listed = alarmsOf(givenResources()).map(({ name }) => name);
    expect([...names].sort()).toEqual(listed.sort());
  });

  it('watch metrics that AWS reports, of resources that exist', () => {
    for (const alarm of alarms) {
      for (const { metric, statistic } of metricsOf(alarm)) {
        expect(metricFault(metric, statistic), alarm.name).toBeUndefined();
        expect(danglingDimensions(deployment, metric), alarm.name).toEqual([]);
      }
    }
  });

  it('notify a topic of their own region, when they go off and when they are over', () => {
    for (const { name, properties } of alarms) {
      const { alarmActions, okActions } = properties as Record<string, string[]>;
      expect(okActions, name).toEqual(alarmActions);
      expect(alarmActions!.map(regionIn), name).toEqual([regionOf(properties)]);
    }
  });

  it('are quiet while there is no data', () => {
    for (const { properties } of alarms) {
      expect(properties['treatMissingData']).toBe('notBreaching');
      if (properties['extendedStatistic'] !== undefined)
        expect(properties['evaluateLowSampleCountPercentiles']).toBe('ignore');
    }
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  it('respect the limits of CloudWatch', () => {
    for (const { name, properties } of alarms) {
      const { metricQueries, statistic, extendedStatistic } = properties as Measured;
      const periods = metricQueries
        ? metricQueries.flatMap(({ metric }) => metric?.period ?? [])
        : [Number(properties['period'])];
      const seconds = Math.max(...periods) * Number(properties['evaluationPeriods']);
      expect(new Set(periods).size, name).toBe(1);
      expect(seconds, name).toBeLessThanOrEqual(86_400);
      const kinds = [metricQueries, statistic, extendedStatistic].filter(Boolean);
      expect(kinds, name).toHaveLength(1);
    }
  });

  it('compute one value from metrics that they have', () => {
    for (const { name, properties } of alarms) {
      const { metricQueries = [] } = properties as Measured;
      const ids = metricQueries.flatMap(({ id, metric }) => (metric ? [id] : []));
      const results = metricQueries.filter(({ returnData }) => returnData);
      if (metricQueries.length === 0) continue;
      expect(results, name).toHaveLength(1);
      const used = results[0]!.expression!.match(/\b[a-z]\w*/g)!;
      expect(new Set(used), name).toEqual(new Set(ids));
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
      expect(ids.length, name).toBeLessThanOrEqual(10);
    }
  });

  it('cover every table with its indexes', () => {
    for (const { physicalName, properties } of resourcesOf(
      deployment,
      'aws:dynamodb/table:Table',
    )) {
      const watched = alarms
        .filter(({ name }) => name.includes('ThrottledRequests'))
        .flatMap((each) => metricsOf(each))
        .map(({ metric: { name, dimensions } }) => ({ name, ...dimensions }));
      const indexes = (properties['globalSecondaryIndexes'] ?? []) as { name: string }[];
      for (const name of ['ReadThrottleEvents', 'WriteThrottleEvents']) {
        expect(watched).toContainEqual({ name, TableName: physicalName });
        for (const { name: index } of indexes) {
          expect(watched).toContainEqual({
            name,
            TableName: physicalName,
            GlobalSecondaryIndexName: index,
          });
        }
      }
    }
  });

  it('include one for records that were given up', () => {
    const [queue] = resourcesOf(deployment, 'aws:sqs/queue:Queue');
    const { properties } = alarms.find(({ name }) => name.endsWith('StreamDeadLetters'))!;
    expect(properties).toMatchObject({
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: queue!.physicalName },
      statistic: 'Maximum',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      alarmActions: [deployment.outputs['alarms']],
    });
  });
});

describe('a stage that nobody watches', () => {
  it('has a topic, and nothing that costs money', () => {
    for (const type of ['metricAlarm:MetricAlarm', 'dashboard:Dashboard']) {
      expect(resourcesOf(dev, `aws:cloudwatch/${type}`)).toEqual([]);
    }
    expect(resourcesOf(dev, 'aws:kms/key:Key')).toEqual([]);
    expect(dev.outputs['alarms']).toMatch(/^arn:aws:sns:ap-south-1:.*-Alarms-/);
  });
});

describe('the subscribers', () => {
  it.each([
    ['prod', prod, ['ops@example.com']],
    ['ada', ada, EMAILS],
    ['dev', dev, []],
  ])('of %s are the addresses of ALARM_EMAIL, on every topic', (_, deployment, addresses) => {
    const subscriptions = resourcesOf(deployment, 'aws:sns/topicSubscription:TopicSubscription');
    for (const topic of addresses.length > 0
      ? resourcesOf(deployment, 'aws:sns/topic:Topic')
      : []) {
      const there = subscriptions.filter(({ properties }) =>
        String(properties['topic']).endsWith(`:${topic.physicalName}`),
      );
      expect(there.map(({ properties }) => properties['endpoint'])).toEqual(addresses);
      for (const { properties } of there) {
        expect(properties['protocol']).toBe('email');
        expect(regionOf(properties)).toBe(regionOf(topic.properties));
      }
    }
    if (addresses.length === 0) expect(subscriptions).toEqual([]);
  });

  it('are missed by a deploy of prod, and by no other', () => {
    expect(unheard.outputs['warning']).toMatch(/ALARM_EMAIL/);
    for (const { outputs } of [prod, ada, dev]) expect(outputs).not.toHaveProperty('warning');
    expect(alarmsIn(unheard).length).toBeGreaterThanOrEqual(alarmsIn(prod).length);
  });
});

describe('the topics', () => {
  const PUBLISHERS: Readonly<Record<string, readonly string[]>> = {
    [REGION]: ['budgets', 'cloudwatch', 'costalerts'],
    'us-east-1': ['cloudwatch'],
  };
  const principals = (region: string) => PUBLISHERS[region]!.map((name) => `${name}.amazonaws.com`);
  const ours = { StringEquals: { 'aws:SourceAccount': [ACCOUNT] } };

  it.each([
    ['prod', prod, [REGION, 'us-east-1']],
    ['dev', dev, [REGION]],
  ])(
    'of %s accept messages only from services that act for this account',
    (_, deployment, where) => {
      const policies = resourcesOf(deployment, 'aws:sns/topicPolicy:TopicPolicy');
      expect(policies.map(({ properties }) => regionOf(properties)).sort()).toEqual(where);
      for (const { properties } of policies) {
        expect(bucketRulesOf(String(properties['policy']))).toEqual([
          {
            effect: 'Allow',
            principals: principals(regionOf(properties)),
            actions: ['sns:Publish'],
            resources: [properties['arn']],
            conditions: ours,
          },
        ]);
      }
    },
  );

  it('are encrypted with a key that the publishers may use, and nobody else', () => {
    for (const { properties } of resourcesOf(prod, 'aws:sns/topic:Topic')) {
      const region = regionOf(properties);
      const key = resourcesOf(prod, 'aws:kms/key:Key').find(
        (each) => regionOf(each.properties) === region,
      )!;
      expect(properties['kmsMasterKeyId']).toBe(
        `arn:aws:kms:${region}:${ACCOUNT}:key/${key.name.toLowerCase()}-id`,
      );
      const uses = bucketRulesOf(String(key.properties['policy'])).filter(({ actions }) =>
        actions.some((action) => /Decrypt|GenerateDataKey|Encrypt|\bkms:\*/.test(action)),
      );
      const actions = ['kms:Decrypt', 'kms:GenerateDataKey*'];
      expect(uses).toMatchObject([
        { principals: principals(region), actions, conditions: ours },
        {
          principals: [`arn:aws:iam::${ACCOUNT}:root`],
          actions,
          conditions: { StringEquals: { 'kms:ViaService': [`sns.${region}.amazonaws.com`] } },
        },
      ]);
    }
  });

  it('can be used by the reminder of the API key', () => {
    const grants = (deployment: Deployment) =>
      roleGrants(deployment, `akasha-labs-${deployment.stage}-ApiKeyReminder`);
    const key = resourceOf(prod, 'aws:sns/topic:Topic', 'akasha-labs-prod-Alarms').properties[
      'kmsMasterKeyId'
    ];
    expect(grants(dev)).toEqual([{ action: 'sns:Publish', resource: dev.outputs['alarms'] }]);
    expect(grants(prod)).toEqual([
      { action: 'sns:Publish', resource: prod.outputs['alarms'] },
      { action: 'kms:Decrypt', resource: key },
      { action: 'kms:GenerateDataKey', resource: key },
    ]);
  });
});

describe('the list of alarms', () => {
  it('watches the backups of a stage with a vault', () => {
    const ofBackups = (deployment: Deployment) =>
      alarmsIn(deployment).filter(({ name }) => name.endsWith('-BackupFailures'));
    expect(ofBackups(prod)).toEqual([]);
    const [alarm] = ofBackups(unheard);
    const metrics = metricsOf(alarm!);
    expect(metrics).toHaveLength(2);
    for (const { metric, statistic } of metrics) {
      expect(metricFault(metric, statistic)).toBeUndefined();
      expect(danglingDimensions(unheard, metric)).toEqual([]);
    }
  });

  it('watches backups where there is a vault, and the CDN from us-east-1', () => {
    const alarms = alarmsOf(givenResources({ vault: 'a-vault' }));
    for (const { name, metrics } of alarms) {
      for (const { metric, statistic } of metrics)
        expect(metricFault(metric, statistic), name).toBeUndefined();
    }
    const names = (region?: string) =>
      alarms.filter((each) => each.region === region).map(({ name }) => name);
    expect(names()).toContain('BackupFailures');
    expect(names('us-east-1')).toEqual(['CdnErrors']);
  });
});

describe('a metric', () => {
  const ofTable = { TableName: 'a-table' };
  const ofFunction = { FunctionName: 'a-function' };
  it.each<[string, Metric, string, RegExp]>([
    [
      'throttled requests without an operation',
      { namespace: 'AWS/DynamoDB', name: 'ThrottledRequests', dimensions: ofTable },
      'Sum',
      /^No service reports AWS\/DynamoDB ThrottledRequests\.$/,
    ],
    [
      "HTTP APIs' spelling of an error of AppSync",
      { namespace: 'AWS/AppSync', name: '5xx', dimensions: { GraphQLAPIId: 'an-api' } },
      'Sum',
      /^No service reports AWS\/AppSync 5xx\.$/,
    ],
    [
      'the namespace of REST APIs in other words',
      { namespace: 'AWS/APIGateway', name: '5xx', dimensions: { ApiId: 'an-api' } },
      'Sum',
      /^No service reports AWS\/APIGateway 5xx\.$/,
    ],
    [
      'an API by its name',
      { namespace: 'AWS/AppSync', name: '5XXError', dimensions: { ApiName: 'an-api' } },
      'Sum',
      /is not reported by ApiName\.$/,
    ],
    [
      'a distribution without the region that CloudFront adds',
      { namespace: 'AWS/CloudFront', name: '5xxErrorRate', dimensions: { DistributionId: 'E1' } },
      'Average',
      /is not reported by DistributionId\.$/,
    ],
    [
      'a distribution in a region',
      {
        namespace: 'AWS/CloudFront',
        name: '5xxErrorRate',
        dimensions: { DistributionId: 'E1', Region: 'us-east-1' },
      },
      'Average',
      /is not reported by DistributionId and Region\.$/,
    ],
    [
      'the sum of ages',
      { namespace: 'AWS/Lambda', name: 'IteratorAge', dimensions: ofFunction },
      'Sum',
      /^AWS\/Lambda IteratorAge has no useful Sum\.$/,
    ],
  ])('is refused: %s', (_, metric, statistic, fault) => {
    expect(metricFault(metric, statistic)).toMatch(fault);
  });
});

describe('docs/runbook.md', () => {
  const page = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const sections = page.split(/^## /m).slice(1);

  it('has a section for every alarm, with its condition and its reason', () => {
    const expected = alarmRules.map((rule) =>
      [titleOf(rule), `**Symptom.** ${conditionOf(rule)}`, `**Why.** ${rule.why}`].join('\n\n'),
    );
    expect(sections.map((each) => each.split('\n\n').slice(0, 3).join('\n\n'))).toEqual(expected);
  });

  it('has commands in every section, for log groups and scripts that exist', () => {
    const groups = resourcesOf(prod, 'aws:cloudwatch/logGroup:LogGroup');
    for (const section of sections) {
      const commands = [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block);
      expect(commands, section).not.toEqual([]);
      for (const [, prefix] of section.matchAll(/\$\(log ([^)]+)\)/g)) {
        const found = groups.filter(({ physicalName }) => physicalName.startsWith(prefix!));
        expect(found, prefix).toHaveLength(1);
      }
      for (const [, script] of section.matchAll(/npx pnpm (\w+)/g)) {
        expect(Object.keys(manifest.scripts)).toContain(script);
      }
    }
  });

  it('is named by each alarm', () => {
    for (const { name, properties } of alarmsIn(prod)) {
      const [, title] = /See "(.*)" in docs\/runbook\.md\.$/.exec(
        String(properties['alarmDescription']),
      )!;
      expect(page, name).toContain(`\n## ${title}\n`);
    }
  });
});

it('docs/deploying.md says what it costs to watch a stage', () => {
  const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');
  const { Alarms, Dashboards, Keys, 'Metrics of the CDN': cdnMetrics } = restOf(ada);
  const [alarms, dashboard, keys, cdn, all] = [
    ...[Alarms, Dashboards, Keys, cdnMetrics],
    Alarms + Dashboards + Keys + cdnMetrics,
  ].map((each) => each.toFixed(2));
  expect(page).toContain(
    `\`ALARM_EMAIL\` adds ${all} a month to a stage other than \`prod\`: ${alarms} for alarms, at 0.10 for each of their metrics, ${dashboard} for the dashboard, ${cdn} for the metrics of the CDN, and ${keys} for the keys`,
  );
});
