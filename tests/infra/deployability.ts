import { expect, it } from 'vitest';
import { DRAWN } from './aws';
import type { Deployment, Resource } from './deployment';
import { deployPolicy, deployRequests, foreignRequests } from './iam/deployRole';
import { saidInVain } from './iam/reference';
import { isAllowed } from './iam/simulate';
import { resourcesOf, roleStatements } from './policies';
import { deployFaults, isRefusedMeanwhile } from './serviceModels/deployFaults';
import { waves } from './waves';

/** What has a name in AWS that must be unique in an account and region, or is found by it. */
const NAMED = [
  ...[
    'apigatewayv2/api:Api',
    'appsync/graphQLApi:GraphQLApi',
    'cloudwatch/metricAlarm:MetricAlarm',
  ],
  ...['dynamodb/table:Table', 'iam/role:Role', 'lambda/function:Function'],
  ...['scheduler/schedule:Schedule', 'sns/topic:Topic', 'sqs/queue:Queue'],
].map((type) => `aws:${type}`);

const ofAws = ({ resources }: Deployment): Resource[] =>
  resources.filter(({ type }) => type.startsWith('aws:'));

/** The names of what has one, in AWS. */
export const namesOf = ({ resources }: Deployment): string[] =>
  resources.filter(({ type }) => NAMED.includes(type)).map(({ physicalName }) => physicalName);

const endsAtRandom = (name: string): boolean =>
  Object.values(DRAWN).some((drawn) => name.endsWith(`-${drawn}`));

/** Where IAM does not tell apart whose it is, or what is asked for belongs to all apps of SST. */
const UNLIMITED = [
  // Routes and integrations of HTTP APIs, which have no tags.
  ...['DELETE', 'GET', 'PATCH', 'POST'].map((method) => `apigateway:${method}`),
  ...['DataSource', 'Function', 'Resolver'].flatMap((part) =>
    ['Create', 'Delete', 'Get', 'Update'].map((verb) => `appsync:${verb}${part}`),
  ),
  ...['CreateApiKey', 'DeleteApiKey', 'ListApiKeys', 'UpdateApiKey'].map(
    (action) => `appsync:${action}`,
  ),
  ...['appsync:GetSchemaCreationStatus', 'appsync:StartSchemaCreation'],
  'cloudwatch:DescribeAlarms',
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
  // The bucket with the code of all apps.
  ...['DeleteObject', 'GetObject', 'GetObjectTagging', 'ListBucket', 'PutObject'].map(
    (action) => `s3:${action}`,
  ),
  's3:PutObjectTagging',
];

function hasEmptyObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const parts = Object.values(value);
  return (parts.length === 0 && !Array.isArray(value)) || parts.some(hasEmptyObject);
}

/** Tests of what AWS, and nothing on this machine, would say of a deploy. */
export function describeDeployability(deployment: Deployment): void {
  const { stage } = deployment;

  it('creates nothing that AWS’s own models refuse', () => {
    expect(deployFaults(deployment)).toEqual([]);
  });

  it('has names that begin with the whole app and stage', () => {
    const names = namesOf(deployment);
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) expect(name).toMatch(new RegExp(`^akasha-labs-${stage}-`));
  });

  it('fixes no name, so that a deploy that was killed can be repeated', () => {
    const fixed = ofAws(deployment)
      .filter(({ properties: { name } }) => typeof name === 'string' && !endsAtRandom(name))
      .map(({ type, properties: { name } }) => `${type} ${String(name)}`);
    expect(new Set(fixed)).toEqual(
      new Set([
        // AppSync writes to this one and to no other. Its name ends in the id of the API.
        'aws:cloudwatch/logGroup:LogGroup /aws/appsync/apis/apiapi-id',
        // What an HTTP API calls the stage whose addresses begin with no name.
        'aws:apigatewayv2/stage:Stage $default',
        // Unique in one API only, in whose metrics people look for them.
        ...['dataSource:DataSource', 'function:Function'].flatMap((type) =>
          resourcesOf(deployment, `aws:appsync/${type}`).map(
            ({ properties }) => `aws:appsync/${type} ${String(properties['name'])}`,
          ),
        ),
      ]),
    );
  });

  it('adds one part to the API after another: AppSync refuses two changes at once', () => {
    const parts = ofAws(deployment).filter(isRefusedMeanwhile);
    expect([...new Set(parts.map(({ type }) => type))].sort()).toEqual(
      ['apiKey:ApiKey', 'dataSource:DataSource', 'function:Function', 'resolver:Resolver'].map(
        (type) => `aws:appsync/${type}`,
      ),
    );
    expect(parts.length).toBeGreaterThan(50);
    expect(waves(parts).map((wave) => wave.length)).toEqual(parts.map(() => 1));
  });

  it('has no empty object where SST means nothing', () => {
    const withEmpty = ofAws(deployment)
      // The file of these is a promise, of which JSON keeps nothing.
      .filter(({ type }) => type !== 'aws:s3/bucketObjectv2:BucketObjectv2')
      .filter(({ properties }) => Object.values(properties).some(hasEmptyObject));
    expect(withEmpty).toEqual([]);
  });

  it('says nothing in vain in the policy of a role', async () => {
    const statements = resourcesOf(deployment, 'aws:iam/role:Role').flatMap(({ name }) =>
      roleStatements(deployment, name),
    );
    expect(statements.length).toBeGreaterThan(30);
    expect((await Promise.all(statements.map(saidInVain))).flat()).toEqual([]);
  });

  it('can be deployed with the role that GitHub Actions take', () => {
    const policy = deployPolicy(stage);
    const requests = deployRequests(deployment);
    expect(requests.length).toBeGreaterThan(500);
    expect(requests.filter((request) => !isAllowed(policy, request))).toEqual([]);
  });

  it.each([
    { app: 'billing', stage },
    { app: 'akasha', stage },
    { app: 'akasha-labs', stage: `${stage}2` },
    { app: 'akasha-labs', stage: stage.slice(0, -1) },
  ])('has a role for GitHub Actions that reaches nothing of %o', (owner) => {
    const policy = deployPolicy(stage);
    const reached = foreignRequests(deployment, owner).filter((each) => isAllowed(policy, each));
    const actions = new Set(reached.map(({ action }) => action));
    expect([...actions].sort()).toEqual([...UNLIMITED].sort());
  });
}
