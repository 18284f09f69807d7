import { expect, it } from 'vitest';
import { DRAWN } from './aws';
import type { Deployment, Resource } from './deployment';
import { deployPolicy, deployRequests, domainParameters, foreignRequests } from './iam/deployRole';
import { saidInVain } from './iam/reference';
import { isAllowed } from './iam/simulate';
import { resourcesOf, roleStatements } from './policies';
import { deployFaults, isRefusedMeanwhile } from './serviceModels/deployFaults';
import { waves } from './waves';

/**
 * Types with a name in AWS that must be unique in an account and region, or that identifies the
 * resource.
 */
const NAMED = [
  ...[
    'apigatewayv2/api:Api',
    'appsync/graphQLApi:GraphQLApi',
    'budgets/budget:Budget',
    'cloudfront/cachePolicy:CachePolicy',
    'cloudfront/function:Function',
    'cloudfront/originAccessControl:OriginAccessControl',
    'cloudfront/responseHeadersPolicy:ResponseHeadersPolicy',
    'cloudwatch/metricAlarm:MetricAlarm',
  ],
  ...['dynamodb/table:Table', 'iam/role:Role', 'lambda/function:Function'],
  ...['s3/bucket:Bucket', 'scheduler/schedule:Schedule'],
  ...['sns/topic:Topic', 'sqs/queue:Queue', 'wafv2/webAcl:WebAcl'],
].map((type) => `aws:${type}`);

const ofAws = ({ resources }: Deployment): Resource[] =>
  resources.filter(({ type }) => type.startsWith('aws:'));

/** The names in AWS of all resources of these types. */
export const namesOf = ({ resources }: Deployment): string[] =>
  resources.filter(({ type }) => NAMED.includes(type)).map(({ physicalName }) => physicalName);

/** The code of all apps, and the secrets of all stages of this app. */
const SHARED =
  /^arn:aws:s3:::(sst-asset-\w+(\/assets\/.*)?|sst-state-\w+\/secret\/akasha-labs\/_fallback\.json)$/;

const givenName = (type: string, properties: Resource['properties']): unknown =>
  properties[type === 'aws:s3/bucket:Bucket' ? 'bucket' : 'name'];

const endsAtRandom = (name: string): boolean =>
  Object.values(DRAWN).some((drawn) => name.endsWith(`-${drawn}`));

/** Actions that IAM cannot limit to one owner, or on resources that all SST apps share. */
const UNLIMITED = [
  // Routes and integrations of HTTP APIs, which cannot be tagged.
  ...['DELETE', 'GET', 'PATCH', 'POST'].map((method) => `apigateway:${method}`),
  ...['DataSource', 'Function', 'Resolver'].flatMap((part) =>
    ['Create', 'Delete', 'Get', 'Update'].map((verb) => `appsync:${verb}${part}`),
  ),
  ...['CreateApiKey', 'DeleteApiKey', 'ListApiKeys', 'UpdateApiKey'].map(
    (action) => `appsync:${action}`,
  ),
  ...['appsync:GetSchemaCreationStatus', 'appsync:SetWebACL', 'appsync:StartSchemaCreation'],
  'cloudwatch:DescribeAlarms',
  ...['DeleteQueryDefinition', 'DescribeQueryDefinitions', 'PutQueryDefinition'].map(
    (action) => `logs:${action}`,
  ),
  ...['GetSubscriptionAttributes', 'Unsubscribe'].map((action) => `sns:${action}`),
  'iam:CreateServiceLinkedRole',
  ...[
    'CreateLogDelivery',
    'DeleteLogDelivery',
    'DescribeLogGroups',
    'DescribeResourcePolicies',
  ].map((action) => `logs:${action}`),
  ...['GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy', 'UpdateLogDelivery'].map(
    (action) => `logs:${action}`,
  ),
  ...['CachePolicy', 'OriginAccessControl', 'ResponseHeadersPolicy'].flatMap((part) =>
    ['Create', 'Delete', 'Get', 'Update'].map((verb) => `cloudfront:${verb}${part}`),
  ),
  'cloudfront:CreateFunction',
  ...['Create', 'Delete', 'Get'].map((verb) => `cloudfront:${verb}MonitoringSubscription`),
  // The bucket that stores the code of all apps.
  ...['DeleteObject', 'GetObject', 'GetObjectTagging', 'ListBucket', 'PutObject'].map(
    (action) => `s3:${action}`,
  ),
  's3:PutObjectTagging',
  // To use the rule groups of AWS in one's own firewall.
  ...['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'],
];

/** Reading a hosted zone, which the domains of several stages can share. */
const ON_ZONE = ['GetChange', 'GetHostedZone', 'ListResourceRecordSets'].map(
  (action) => `route53:${action}`,
);

function hasEmptyObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const parts = Object.values(value);
  return (parts.length === 0 && !Array.isArray(value)) || parts.some(hasEmptyObject);
}

/** Checks for faults that only AWS would report on a deploy. */
export function describeDeployability(deployment: Deployment): void {
  const { stage } = deployment;

  it('creates no resource that AWS’s own models reject', () => {
    expect(deployFaults(deployment)).toEqual([]);
  });

  it('has names that start with the app and the full stage', () => {
    const names = namesOf(deployment);
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) expect(name).toMatch(new RegExp(`^akasha-labs-${stage}-`));
  });

  it('fixes no name, so that a killed deploy can be retried', () => {
    const fixed = ofAws(deployment)
      .map(({ type, properties }) => ({ type, name: givenName(type, properties) }))
      .filter(({ name }) => typeof name === 'string' && !endsAtRandom(name))
      .map(({ type, name }) => `${type} ${String(name)}`);
    expect(new Set(fixed)).toEqual(
      new Set([
        // AppSync writes only to this log group. Its name ends in the id of the API.
        'aws:cloudwatch/logGroup:LogGroup /aws/appsync/apis/apiapi-id',
        // The name that an HTTP API requires for the stage without a path prefix.
        'aws:apigatewayv2/stage:Stage $default',
        // Overwritten when a deploy is retried.
        ...resourcesOf(deployment, 'aws:route53/record:Record').map(
          ({ type, properties }) => `${type} ${String(properties['name'])}`,
        ),
        // Identified by ids. Operators look for these names.
        ...resourcesOf(deployment, 'aws:cloudwatch/queryDefinition:QueryDefinition').map(
          ({ type, properties }) => `${type} ${String(properties['name'])}`,
        ),
        // Unique only within one API. Operators search its metrics by these names.
        ...['dataSource:DataSource', 'function:Function'].flatMap((type) =>
          resourcesOf(deployment, `aws:appsync/${type}`).map(
            ({ properties }) => `aws:appsync/${type} ${String(properties['name'])}`,
          ),
        ),
      ]),
    );
  });

  it('adds parts of the API sequentially, because AppSync rejects concurrent changes', () => {
    const parts = ofAws(deployment).filter(isRefusedMeanwhile);
    expect([...new Set(parts.map(({ type }) => type))].sort()).toEqual(
      ['apiKey:ApiKey', 'dataSource:DataSource', 'function:Function', 'resolver:Resolver'].map(
        (type) => `aws:appsync/${type}`,
      ),
    );
    expect(parts.length).toBeGreaterThan(50);
    expect(waves(parts).map((wave) => wave.length)).toEqual(parts.map(() => 1));
  });

  it('has no empty object where SST omits a value', () => {
    const withEmpty = ofAws(deployment)
      // The file of these resources is a promise, which serializes to an empty object.
      .filter(({ type }) => type !== 'aws:s3/bucketObjectv2:BucketObjectv2')
      // AWS WAF's way to choose one of several: `{ allow: {} }`.
      .filter(({ type }) => !type.startsWith('aws:wafv2/'))
      .filter(({ properties }) => Object.values(properties).some(hasEmptyObject));
    expect(withEmpty).toEqual([]);
  });

  it('has no role with a statement without effect', async () => {
    const statements = resourcesOf(deployment, 'aws:iam/role:Role').flatMap(({ name }) =>
      roleStatements(deployment, name),
    );
    expect(statements.length).toBeGreaterThan(30);
    expect((await Promise.all(statements.map(saidInVain))).flat()).toEqual([]);
  });

  it('can be deployed with the role that GitHub Actions assumes', () => {
    const policy = deployPolicy(stage, domainParameters(deployment));
    const requests = deployRequests(deployment);
    expect(requests.length).toBeGreaterThan(500);
    expect(requests.filter((request) => !isAllowed(policy, request))).toEqual([]);
  });

  it('has a deploy role that allows nothing else on its bucket', () => {
    const bucket = `arn:aws:s3:::akasha-labs-${stage}-`;
    const requested = deployRequests(deployment)
      .filter(({ resource }) => resource.startsWith(bucket))
      .map(({ action }) => action);
    const allowed = deployPolicy(stage, domainParameters(deployment))
      .filter(({ resources }) => resources.some((each) => each.startsWith(bucket)))
      .flatMap(({ actions }) => actions);
    expect(allowed.sort()).toEqual([...new Set(requested)].sort());
  });

  it.each([
    { app: 'billing', stage },
    { app: 'akasha', stage },
    { app: 'akasha-labs', stage: `${stage}2` },
    { app: 'akasha-labs', stage: stage.slice(0, -1) },
  ])('has a deploy role without access to resources of %o', (owner) => {
    const policy = deployPolicy(stage, domainParameters(deployment));
    const reached = foreignRequests(deployment, owner).filter((each) => isAllowed(policy, each));
    for (const { action, resource } of reached) {
      if (action.startsWith('s3:')) expect(resource).toMatch(SHARED);
    }
    const actions = new Set(reached.map(({ action }) => action));
    const requested = new Set(deployRequests(deployment).map(({ action }) => action));
    // Other stages have no firewall and no alarms.
    if (stage === 'prod') expect([...requested]).toEqual(expect.arrayContaining(UNLIMITED));
    const { ZoneId } = domainParameters(deployment);
    const unlimited = [
      ...UNLIMITED.filter((each) => requested.has(each)),
      ...(ZoneId ? ON_ZONE : []),
    ];
    expect([...actions].sort()).toEqual(unlimited.sort());
  });
}
