import { stringify } from 'yaml';
import { DRAWN } from './aws';
import type { Deployment, Resource } from './deployment';
import { bucketRulesOf, grantsOf, readDocument, trustsOf, type Trust } from './policies';

/** Properties that change with the code and not with the infrastructure, or are always the same. */
const OMITTED = [
  ...['code', 'schema', 's3Key', 's3Bucket', 'description'],
  ...['apiId', 'ephemeralStorage', 'localSecondaryIndexes', 'packageType', 'publish', 'qualifier'],
];

/** Types whose policy says who may do something with the resource, not what a role may do. */
const WITH_PRINCIPALS = [
  'aws:kms/key:Key',
  'aws:s3/bucketPolicy:BucketPolicy',
  'aws:sns/topicPolicy:TopicPolicy',
];

/** Everything that a deploy of a stage creates, as text for review and comparison. */
export function summarize({ app, resources, outputs, builds }: Deployment): string {
  const own = resources.filter(
    ({ type }) => type.startsWith('aws:') && type !== 'aws:s3/bucketObjectv2:BucketObjectv2',
  );
  const types = [...new Set(own.map(({ type }) => type))].sort();
  const text = stringify(
    {
      app,
      outputs: Object.keys(outputs).sort(),
      links: Object.fromEntries(
        builds.map(({ functionID, links }) => [functionID, Object.keys(links).sort()]).sort(),
      ),
      ...Object.fromEntries(
        types.map((type) => [
          type,
          Object.fromEntries(
            own
              .filter((resource) => resource.type === type)
              .map((resource) => [resource.name, properties(resource)] as const)
              .sort(([a], [b]) => (a < b ? -1 : 1)),
          ),
        ]),
      ),
    },
    { lineWidth: 0, aliasDuplicateObjects: false, singleQuote: true },
  );
  return (
    text
      // The random suffixes of names.
      .replace(new RegExp(`-(${Object.values(DRAWN).join('|')})\\b`, 'g'), '-*')
      .replace(/arn:aws:[a-z-]+:(ap-south-1)?:111122223333:/g, '')
  );
}

function properties({ type, properties, retained }: Resource): Record<string, unknown> {
  const entries = Object.entries(properties)
    .filter(([key]) => !OMITTED.includes(key))
    .map(([key, value]) => [key, shorten(type, key, value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...(retained && { retained }), ...Object.fromEntries(entries) };
}

function shorten(type: string, key: string, value: unknown): unknown {
  switch (key) {
    case 'inlinePolicies':
      return (value as { policy: string }[]).flatMap(({ policy }) => grants(policy));
    case 'policy':
      return WITH_PRINCIPALS.includes(type) ? bucketRules(String(value)) : grants(String(value));
    case 'runtime':
      return typeof value === 'string' ? value : Object.values(value as object).join(' ');
    case 'assumeRolePolicy':
      return trustsOf(value).flatMap(({ principals, conditions }) =>
        principals.map((principal) => [principal, ...limits(conditions)].join(', ')),
      );
    case 'dashboardBody':
      return graphs(String(value));
    case 'environment':
      return Object.keys((value as { variables: object }).variables).sort();
    case 'accessLogSettings':
      return Object.keys(
        JSON.parse((value as { format: string }).format) as Record<string, unknown>,
      );
    default:
      return value;
  }
}

interface Dashboard {
  readonly widgets: readonly {
    readonly properties: { readonly title: string; readonly metrics: readonly unknown[][] };
  }[];
}

/** The lines of each graph of a dashboard: a metric with its dimensions, and how it is shown. */
const graphs = (body: string): Record<string, string[]> =>
  Object.fromEntries(
    (JSON.parse(body) as Dashboard).widgets.map(({ properties: { title, metrics } }) => [
      title,
      metrics.map((line) =>
        line.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' '),
      ),
    ]),
  );

const grants = (policy: string): string[] =>
  grantsOf(readDocument(policy)).map(({ action, resource }) => `${action} on ${resource}`);

/** `Allow *: s3:GetObject on <arn>` */
const bucketRules = (policy: string): string[] =>
  bucketRulesOf(policy).flatMap(({ effect, principals, actions, resources, conditions }) =>
    grantsOf([{ actions, resources, conditions }]).map(({ action, resource }) =>
      [`${effect} ${principals.join(', ')}: ${action} on ${resource}`, ...limits(conditions)].join(
        ', ',
      ),
    ),
  );

/** `ArnLike aws:SourceArn <arn>` */
const limits = (conditions: Trust['conditions']): string[] =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => `${operator} ${key} ${values.join(' or ')}`),
  );
