import type { Deployment, Resource } from './deployment';
import { SETTINGS } from './synthesize';

/** US dollars a month, whether or not anyone uses the stage. */
const PER_MONTH = {
  /** For each metric that it reads. */
  alarm: 0.1,
  dashboard: 3,
  key: 1,
  firewall: 5,
  firewallRule: 1,
  /** Eight metrics of a distribution. */
  cdnMetrics: 2.4,
  /** Stages can share it. */
  zone: 0.5,
} as const;

/** What a stage costs at rest, in the order of the documentation. */
export const PARTS = [
  ...['Alarms', 'Dashboards', 'Keys', 'Firewalls', 'Metrics of the CDN', 'Hosted zone'],
] as const;
export type Part = (typeof PARTS)[number];

interface Price {
  readonly part: Part;
  readonly of: (properties: Resource['properties']) => number;
}

const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

const metricsOf = ({ metricQueries }: Resource['properties']): number =>
  Array.isArray(metricQueries)
    ? metricQueries.filter((query: object) => 'metric' in query).length
    : 1;

const prices: Readonly<Record<string, Price>> = {
  'aws:cloudwatch/metricAlarm:MetricAlarm': {
    part: 'Alarms',
    of: (properties) => PER_MONTH.alarm * metricsOf(properties),
  },
  'aws:cloudwatch/dashboard:Dashboard': { part: 'Dashboards', of: () => PER_MONTH.dashboard },
  'aws:kms/key:Key': { part: 'Keys', of: () => PER_MONTH.key },
  'aws:wafv2/webAcl:WebAcl': {
    part: 'Firewalls',
    of: ({ rules }) => PER_MONTH.firewall + PER_MONTH.firewallRule * lengthOf(rules),
  },
  'aws:cloudfront/monitoringSubscription:MonitoringSubscription': {
    part: 'Metrics of the CDN',
    of: () => PER_MONTH.cdnMetrics,
  },
};

/** Types that are free, or billed by use or by stored gigabytes. */
const BY_USE = [
  ...['acm/', 'apigatewayv2/', 'appsync/', 'backup/', 'budgets/', 'cloudfront/', 'costexplorer/'],
  ...['cloudwatch/logGroup:', 'cloudwatch/queryDefinition:', 'dynamodb/', 'iam/', 'lambda/'],
  ...['route53/record:', 's3/', 'scheduler/', 'sns/', 'sqs/'],
  ...['wafv2/webAclAssociation:', 'wafv2/webAclLoggingConfiguration:'],
].map((type) => `aws:${type}`);

function priceOf({ type, properties }: Resource): { part: Part; dollars: number } | undefined {
  const price = prices[type];
  if (price) return { part: price.part, dollars: price.of(properties) };
  if (BY_USE.some((prefix) => type.startsWith(prefix))) return undefined;
  throw new Error(`Say in restingCosts.ts what ${type} costs at rest.`);
}

/**
 * What a stage costs at rest, in US dollars a month, by part.
 * @throws Error for a type of resource without a price
 */
export function restOf({ stage, resources }: Deployment): Readonly<Record<Part, number>> {
  const rest = Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<Part, number>;
  for (const resource of resources.filter(({ type }) => type.startsWith('aws:'))) {
    const price = priceOf(resource);
    if (price) rest[price.part] += price.dollars;
  }
  if (SETTINGS[stage]?.['DNS_ZONE_ID'] !== undefined) rest['Hosted zone'] += PER_MONTH.zone;
  return rest;
}
