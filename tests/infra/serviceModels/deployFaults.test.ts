import { describe, expect, it } from 'vitest';
import { ACCOUNT, REGION, physicalName } from '../aws';
import type { Deployment } from '../deployment';
import { deployFaults } from './deployFaults';
import { OPERATIONS } from './model';
import { models } from './validate';

type Properties = Readonly<Record<string, unknown>>;

/** A valid resource of each type. */
const valid: Readonly<Record<string, Properties>> = {
  'aws:apigatewayv2/api:Api': {
    name: 'an-api',
    protocolType: 'HTTP',
    corsConfiguration: { allowMethods: ['GET'], maxAge: 60 },
  },
  'aws:acm/certificate:Certificate': {
    region: 'us-east-1',
    domainName: 'example.com',
    subjectAlternativeNames: ['*.example.com'],
    validationMethod: 'DNS',
  },
  'aws:apigatewayv2/domainName:DomainName': {
    domainName: 'auth.example.com',
    domainNameConfiguration: {
      certificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/a-certificate`,
      endpointType: 'REGIONAL',
      securityPolicy: 'TLS_1_2',
    },
  },
  'aws:appsync/domainName:DomainName': {
    domainName: 'api.example.com',
    certificateArn: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/a-certificate`,
  },
  'aws:route53/record:Record': {
    zoneId: 'Z0123456789ABCDEFGHIJ',
    name: 'api.example.com',
    type: 'AAAA',
    aliases: [{ name: 'a.example.net', zoneId: 'Z2FDTNDATAQYW2', evaluateTargetHealth: false }],
  },
  'aws:appsync/dataSource:DataSource': {
    apiId: 'an-api',
    name: 'challenges',
    type: 'AWS_LAMBDA',
    lambdaConfig: { functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:a-function` },
    serviceRoleArn: `arn:aws:iam::${ACCOUNT}:role/a-role`,
  },
  'aws:appsync/function:Function': {
    apiId: 'an-api',
    name: 'loadExercise',
    dataSource: 'catalogue',
    code: 'export function request() {}',
    runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
  },
  'aws:appsync/graphQLApi:GraphQLApi': {
    name: 'an-api',
    authenticationType: 'AWS_LAMBDA',
    lambdaAuthorizerConfig: {
      authorizerUri: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:authorizer`,
      authorizerResultTtlInSeconds: 0,
    },
    logConfig: {
      cloudwatchLogsRoleArn: `arn:aws:iam::${ACCOUNT}:role/logs`,
      fieldLogLevel: 'ERROR',
    },
    queryDepthLimit: 16,
    schema: 'type Query { a: Int }',
  },
  'aws:cloudwatch/logGroup:LogGroup': { name: '/aws/lambda/a-function', retentionInDays: 30 },
  'aws:dynamodb/table:Table': {
    name: 'a-table',
    attributes: [{ name: 'pk', type: 'S' }],
    hashKey: 'pk',
    billingMode: 'PAY_PER_REQUEST',
  },
  'aws:iam/role:Role': {
    name: 'a-role',
    assumeRolePolicy: '{}',
    inlinePolicies: [{ name: 'inline', policy: '{}' }],
  },
  'aws:lambda/eventSourceMapping:EventSourceMapping': {
    functionName: 'a-function',
    eventSourceArn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/a-table/stream/2026-01-15T12:00:00.000`,
    startingPosition: 'TRIM_HORIZON',
    maximumRetryAttempts: 10,
    destinationConfig: {
      onFailure: { destinationArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:a-queue` },
    },
  },
  'aws:lambda/function:Function': {
    name: 'a-function',
    role: `arn:aws:iam::${ACCOUNT}:role/a-role`,
    handler: 'bundle.handler',
    runtime: 'nodejs24.x',
    timeout: 3,
    environment: { variables: { KEY: 'value' } },
    s3Bucket: 'assets-of-sst',
    s3Key: 'assets/code.zip',
  },
  'aws:s3/bucket:Bucket': { bucket: 'a-bucket', forceDestroy: true },
  'aws:s3/bucketPolicy:BucketPolicy': { bucket: 'a-bucket', policy: '{}' },
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': {
    bucket: 'a-bucket',
    blockPublicAcls: true,
    blockPublicPolicy: false,
  },
  'aws:scheduler/schedule:Schedule': {
    name: 'a-schedule',
    scheduleExpression: 'at(2026-01-15T12:00:00)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: `arn:aws:sns:${REGION}:${ACCOUNT}:a-topic`,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/a-role`,
    },
  },
  'aws:sqs/queue:Queue': { name: 'a-queue', messageRetentionSeconds: 60 },
};

/** A deploy of one resource. */
const deployOf = (type: string, properties: Properties): Deployment => ({
  stage: 'dev',
  app: {
    name: 'akasha-labs',
    home: 'aws',
    removal: 'remove',
    protect: false,
    providers: { aws: { version: '7.20.0', region: REGION, defaultTags: { tags: {} } } },
  },
  resources: [
    {
      type,
      name: 'It',
      properties,
      physicalName: physicalName('It', properties),
      retained: false,
      removedFirst: false,
      dependencies: [],
    },
  ],
  builds: [],
  outputs: {},
  secretOutputs: [],
});

describe('the check of a deploy against AWS’s published models', () => {
  it.each(Object.entries(valid))('accepts %s', (type, properties) => {
    expect(deployFaults(deployOf(type, properties))).toEqual([]);
  });

  it.each([
    [
      'a name with a space',
      'aws:lambda/function:Function',
      { name: 'a function' },
      /^lambda\.CreateFunction FunctionName does not match /,
    ],
    [
      'a reservation below zero',
      'aws:lambda/function:Function',
      { reservedConcurrentExecutions: -1 },
      /^lambda\.PutFunctionConcurrency ReservedConcurrentExecutions: -1, at least 0\.$/,
    ],
    [
      'a name that is too long',
      'aws:iam/role:Role',
      { name: 'x'.repeat(65), inlinePolicies: [] },
      /^iam\.CreateRole RoleName: 65 characters, at most 64\.$/,
    ],
    [
      'a length that only the name of a shape tells',
      'aws:apigatewayv2/api:Api',
      { name: 'x'.repeat(129) },
      /^apigatewayv2\.CreateApi Name: 129 characters, at most 128\.$/,
    ],
    [
      'an empty text',
      'aws:appsync/function:Function',
      { code: '' },
      /^appsync\.CreateFunction code: 0 characters, at least 1\.$/,
    ],
    [
      'code that is too long',
      'aws:appsync/function:Function',
      { code: 'x'.repeat(40_000) },
      /^appsync\.CreateFunction code: 40000 characters, at most 32768\.$/,
    ],
    [
      'a name that GraphQL does not know',
      'aws:appsync/function:Function',
      { name: 'load-exercise' },
      /^appsync\.CreateFunction name does not match /,
    ],
    [
      'a query that is too deep',
      'aws:appsync/graphQLApi:GraphQLApi',
      { queryDepthLimit: 80 },
      /^appsync\.CreateGraphqlApi queryDepthLimit: 80, at most 75\.$/,
    ],
    [
      'a number in a structure',
      'aws:apigatewayv2/api:Api',
      { corsConfiguration: { maxAge: 86_401 } },
      /^apigatewayv2\.CreateApi CorsConfiguration MaxAge: 86401, at most 86400\.$/,
    ],
    [
      'a fraction',
      'aws:lambda/function:Function',
      { timeout: 2.5 },
      /^lambda\.CreateFunction Timeout is no whole number\.$/,
    ],
    [
      'a value that is no choice',
      'aws:lambda/function:Function',
      { runtime: 'nodejs25.x' },
      /^lambda\.CreateFunction Runtime is none of /,
    ],
    [
      'a choice in a list',
      'aws:dynamodb/table:Table',
      { attributes: [{ name: 'pk', type: 'STRING' }] },
      /^dynamodb\.CreateTable AttributeDefinitions\[0\] AttributeType is none of S, N, B\.$/,
    ],
    [
      'what is required and missing',
      'aws:lambda/function:Function',
      { role: undefined },
      /^lambda\.CreateFunction has no Role\.$/,
    ],
    [
      'a value of another type',
      'aws:lambda/eventSourceMapping:EventSourceMapping',
      { maximumRetryAttempts: '10' },
      /^lambda\.CreateEventSourceMapping MaximumRetryAttempts is no whole number\.$/,
    ],
    [
      'a property that the service does not know',
      'aws:scheduler/schedule:Schedule',
      { repeat: true },
      /^scheduler\.CreateSchedule knows no Repeat\.$/,
    ],
    [
      'the name of a variable',
      'aws:lambda/function:Function',
      { environment: { variables: { 'A-KEY': '' } } },
      /^lambda\.CreateFunction Environment Variables key A-KEY does not match /,
    ],
    [
      'variables that are too large',
      'aws:lambda/function:Function',
      { environment: { variables: { KEY: 'x'.repeat(4_096) } } },
      /^lambda\.CreateFunction Environment: \d+, from 0 to 4096\.$/,
    ],
    [
      'a month of 31 days',
      'aws:cloudwatch/logGroup:LogGroup',
      { retentionInDays: 31 },
      /^logs\.PutRetentionPolicy retentionInDays: 31, none of /,
    ],
    [
      'a message that is kept for too long',
      'aws:sqs/queue:Queue',
      { messageRetentionSeconds: 1_209_601 },
      /^sqs\.CreateQueue MessageRetentionPeriod: 1209601, from 60 to 1209600\.$/,
    ],
    [
      'a source without its function',
      'aws:appsync/dataSource:DataSource',
      { lambdaConfig: {} },
      /^appsync\.CreateDataSource lambdaConfig has no lambdaFunctionArn\.$/,
    ],
    [
      'a bucket with capital letters',
      'aws:s3/bucket:Bucket',
      { bucket: 'A-bucket' },
      /^s3\.CreateBucket Bucket does not match .*: A-bucket\.$/,
    ],
    [
      'the name of a bucket that is too long',
      'aws:s3/bucket:Bucket',
      { bucket: 'x'.repeat(64) },
      /^s3\.CreateBucket Bucket does not match /,
    ],
    [
      'a bucket without a policy',
      'aws:s3/bucketPolicy:BucketPolicy',
      { policy: undefined },
      /^s3\.PutBucketPolicy has no Policy\.$/,
    ],
    [
      'a policy of a bucket that is too long',
      'aws:s3/bucketPolicy:BucketPolicy',
      { policy: 'x'.repeat(20_481) },
      /^s3\.PutBucketPolicy Policy: 20481, from 0 to 20480\.$/,
    ],
    [
      'public access that is not blocked by a yes or no',
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      { blockPublicPolicy: 'false' },
      /^s3\.PutPublicAccessBlock PublicAccessBlockConfiguration BlockPublicPolicy is no boolean\.$/,
    ],
    [
      'a certificate for AppSync in another region',
      'aws:appsync/domainName:DomainName',
      { certificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/a-certificate` },
      /^appsync\.CreateDomainName certificate is not in us-east-1: arn:aws:acm:ap-south-1:/,
    ],
    [
      'a certificate for API Gateway in another region',
      'aws:apigatewayv2/domainName:DomainName',
      {
        domainNameConfiguration: {
          certificateArn: `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/a-certificate`,
          endpointType: 'REGIONAL',
          securityPolicy: 'TLS_1_2',
        },
      },
      /^apigatewayv2\.CreateDomainName certificate is not in ap-south-1: arn:aws:acm:us-east-1:/,
    ],
    [
      'a domain with a version of TLS that nobody should use',
      'aws:apigatewayv2/domainName:DomainName',
      {
        domainNameConfiguration: {
          certificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/a-certificate`,
          endpointType: 'REGIONAL',
          securityPolicy: 'TLS_1_1',
        },
      },
      /^apigatewayv2\.CreateDomainName DomainNameConfigurations\[0\] SecurityPolicy is none of /,
    ],
    [
      'a wildcard for requests with credentials',
      'aws:apigatewayv2/api:Api',
      { corsConfiguration: { allowCredentials: true, allowHeaders: ['*'], allowMethods: ['GET'] } },
      /^apigatewayv2\.CreateApi CorsConfiguration AllowHeaders: \* with credentials\.$/,
    ],
    [
      'a type of record that DNS does not have',
      'aws:route53/record:Record',
      { type: 'ALIAS' },
      /^route53\.ChangeResourceRecordSets ChangeBatch Changes\[0\] ResourceRecordSet Type is none of /,
    ],
    [
      'policies that are too long together',
      'aws:iam/role:Role',
      { inlinePolicies: ['a', 'b'].map((name) => ({ name, policy: 'x'.repeat(6_000) })) },
      /^iam\.PutRolePolicy a-role: 12000 characters of policies, at most 10240\.$/,
    ],
  ])('rejects %s', (_, type, change, fault) => {
    const faults = deployFaults(deployOf(type, { ...valid[type], ...change }));
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it('throws for a resource type that it does not know', () => {
    expect(() => deployFaults(deployOf('aws:ec2/vpc:Vpc', {}))).toThrow(
      'Say in calls.ts how aws:ec2/vpc:Vpc is created.',
    );
  });

  it('uses models of a specific, published version', () => {
    expect(models.source).toMatch(/^botocore-\d+\.\d+\.\d+$/);
    for (const [service, operations] of Object.entries(OPERATIONS)) {
      expect(Object.keys(models.services[service]!.operations).sort()).toEqual(
        [...operations].sort(),
      );
    }
  });
});
