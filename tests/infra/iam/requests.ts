import { ACCOUNT } from '../aws';
import type { Resource } from '../deployment';
import { INDEX } from '../../../model/tables';
import { sideTable } from '../../../ops/restore/sideTable';
import { arn, httpApi, on } from './asking';
import type { Context, Request } from './simulate';

const passRole = (role: unknown, service: string): Request[] =>
  on('iam', String(role), ['PassRole'], { 'iam:PassedToService': `${service}.amazonaws.com` });

const serviceLinkedRole = (service: string): Request[] =>
  on(
    'iam',
    `arn:aws:iam::${ACCOUNT}:role/aws-service-role/${service}/AWSServiceRole`,
    ['CreateServiceLinkedRole'],
    { 'iam:AWSServiceName': service },
  );

const MAPPING = arn('lambda', 'event-source-mapping:0d6bd5f8-9d6c-4c02-8a3c-6a1f2e0f8a11');
const API = arn('appsync', 'apis/abcdefghijklmnopqrstuvwxyz');
const BACKUP_PLAN = arn('backup', 'backup-plan:0d6bd5f8-9d6c-4c02-8a3c-6a1f2e0f8a11');

/** Creates, reads, changes and deletes a part of an API, with the methods of HTTP APIs. */
const partOfHttpApi = (part: string, context?: Context): Request[] => [
  ...on('apigateway', httpApi(`apis/abcdef1234/${part}`), ['POST'], context),
  ...on(
    'apigateway',
    httpApi(`apis/abcdef1234/${part}/a1b2c3`),
    ['GET', 'PATCH', 'DELETE'],
    context,
  ),
];

/** AWS does not document whether the tags of the API count for parts that cannot be tagged. */
const UNTAGGED = {
  'aws:RequestTag/sst:app': undefined,
  'aws:RequestTag/sst:stage': undefined,
  'aws:ResourceTag/sst:app': undefined,
  'aws:ResourceTag/sst:stage': undefined,
};

const partOfApi = (part: string): Request[] =>
  on(
    'appsync',
    '*',
    ['Create', 'Get', 'Update', 'Delete'].map((verb) => `${verb}${part}`),
  );

const logGroup = (name: string): Request[] => [
  ...on('logs', arn('logs', `log-group:${name}`), [
    ...['CreateLogGroup', 'PutRetentionPolicy', 'ListTagsForResource', 'TagResource'],
    ...['UntagResource', 'DeleteLogGroup'],
  ]),
  ...on('logs', '*', ['DescribeLogGroups']),
];

/**
 * The requests of the restore drill on a table and on its copy, with the same credentials.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/pointintimerecovery_beforeyoubegin.html
 */
function restoreRequests(table: string): Request[] {
  const copy = sideTable(table, new Date('2026-01-15T12:00:00Z'));
  return [
    ...on('dynamodb', arn('dynamodb', `table/${table}`), ['RestoreTableToPointInTime', 'Scan']),
    ...on('dynamodb', arn('dynamodb', `table/${copy}`), [
      // DynamoDB fills the copy with the permissions of the caller.
      ...['RestoreTableToPointInTime', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem'],
      ...['Query', 'Scan', 'UpdateItem'],
      ...['DescribeTable', 'BatchGetItem', 'DeleteTable'],
    ]),
    ...on('dynamodb', arn('dynamodb', `table/${copy}/index/${INDEX}`), ['Query', 'Scan']),
  ];
}

/** Requests on a bucket or its objects. The ARN of a bucket has neither account nor region. */
const onBucket = (path: string, actions: readonly string[]): Request[] =>
  on('s3', `arn:aws:s3:::${path}`, actions);

/**
 * The requests of Pulumi's AWS provider over the lifetime of a resource, by type. Derived from the
 * source of Terraform's provider, which Pulumi runs, and from AWS's documentation on the
 * permissions of each call.
 */
const byType: Readonly<Record<string, (resource: Resource) => Request[]>> = {
  'aws:apigatewayv2/api:Api': () => [
    ...on('apigateway', httpApi('apis'), ['POST']),
    ...on('apigateway', httpApi('apis/abcdef1234'), ['GET', 'PATCH', 'DELETE']),
    ...on('apigateway', httpApi('apis/abcdef1234/cors'), ['DELETE']),
    ...on('apigateway', httpApi('tags/arn%3Aaws%3Aapigateway'), ['GET', 'POST', 'PUT', 'DELETE']),
  ],
  'aws:apigatewayv2/integration:Integration': () => partOfHttpApi('integrations', UNTAGGED),
  'aws:apigatewayv2/route:Route': () => partOfHttpApi('routes', UNTAGGED),
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
  'aws:apigatewayv2/stage:Stage': () => [
    ...partOfHttpApi('stages'),
    ...on('apigateway', httpApi('apis/abcdef1234/stages/$default/accesslogsettings'), ['DELETE']),
    ...on('logs', '*', [
      ...['CreateLogDelivery', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery'],
      ...['ListLogDeliveries', 'DescribeResourcePolicies', 'PutResourcePolicy'],
    ]),
    ...serviceLinkedRole('delivery.logs.amazonaws.com'),
    ...serviceLinkedRole('ops.apigateway.amazonaws.com'),
  ],
  'aws:appsync/apiKey:ApiKey': () =>
    on('appsync', '*', ['CreateApiKey', 'ListApiKeys', 'UpdateApiKey', 'DeleteApiKey']),
  'aws:appsync/dataSource:DataSource': ({ properties: { type, serviceRoleArn } }) => [
    ...partOfApi('DataSource'),
    // A source of type NONE makes no calls and has no role.
    ...(type === 'NONE' ? [] : passRole(serviceRoleArn, 'appsync')),
  ],
  'aws:appsync/function:Function': () => partOfApi('Function'),
  'aws:appsync/graphQLApi:GraphQLApi': ({ properties }) => [
    ...on('appsync', '*', ['CreateGraphqlApi', 'StartSchemaCreation', 'GetSchemaCreationStatus']),
    ...on('appsync', API, [
      ...['GetGraphqlApi', 'UpdateGraphqlApi', 'DeleteGraphqlApi', 'TagResource'],
      ...['UntagResource', 'ListTagsForResource'],
    ]),
    ...passRole(
      (properties['logConfig'] as { cloudwatchLogsRoleArn: string }).cloudwatchLogsRoleArn,
      'appsync',
    ),
    // https://docs.aws.amazon.com/appsync/latest/devguide/x-ray-tracing.html
    ...serviceLinkedRole('appsync.amazonaws.com'),
  ],
  'aws:appsync/resolver:Resolver': () => partOfApi('Resolver'),
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html#backup-api-permissions-ref
  'aws:backup/plan:Plan': () =>
    on('backup', BACKUP_PLAN, [
      ...['CreateBackupPlan', 'GetBackupPlan', 'UpdateBackupPlan', 'DeleteBackupPlan'],
      ...['ListTags', 'TagResource', 'UntagResource'],
    ]),
  'aws:backup/selection:Selection': ({ properties }) => [
    ...on('backup', BACKUP_PLAN, [
      ...['CreateBackupSelection', 'GetBackupSelection', 'DeleteBackupSelection'],
    ]),
    ...passRole(properties['iamRoleArn'], 'backup'),
    ...serviceLinkedRole('backup.amazonaws.com'),
  ],
  'aws:backup/vault:Vault': ({ physicalName }) => [
    ...on('backup', arn('backup', `backup-vault:${physicalName}`), [
      ...['CreateBackupVault', 'DescribeBackupVault', 'DeleteBackupVault'],
      ...['ListTags', 'TagResource', 'UntagResource'],
    ]),
    ...on('backup-storage', '*', ['MountCapsule']),
  ],
  'aws:cloudwatch/logGroup:LogGroup': ({ physicalName }) => logGroup(physicalName),
  'aws:cloudwatch/metricAlarm:MetricAlarm': ({ physicalName }) =>
    on('cloudwatch', arn('cloudwatch', `alarm:${physicalName}`), [
      ...['PutMetricAlarm', 'DescribeAlarms', 'DeleteAlarms', 'ListTagsForResource'],
      ...['TagResource', 'UntagResource'],
    ]),
  'aws:dynamodb/table:Table': ({ physicalName }) => [
    ...on('dynamodb', arn('dynamodb', `table/${physicalName}`), [
      ...['CreateTable', 'DescribeTable', 'UpdateTable', 'DeleteTable'],
      ...['DescribeContinuousBackups', 'UpdateContinuousBackups'],
      ...['DescribeTimeToLive', 'UpdateTimeToLive'],
      ...['ListTagsOfResource', 'TagResource', 'UntagResource'],
      // `pnpm catalogue publish`, with the same credentials.
      ...['Scan', 'BatchGetItem', 'BatchWriteItem'],
    ]),
    ...on('dynamodb', arn('dynamodb', `table/${physicalName}/index/${INDEX}`), ['Query']),
    ...restoreRequests(physicalName),
  ],
  'aws:iam/role:Role': ({ physicalName }) =>
    on('iam', `arn:aws:iam::${ACCOUNT}:role/${physicalName}`, [
      ...['CreateRole', 'GetRole', 'UpdateRole', 'UpdateRoleDescription', 'DeleteRole'],
      ...['UpdateAssumeRolePolicy', 'PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy'],
      ...['ListRolePolicies', 'ListAttachedRolePolicies', 'ListInstanceProfilesForRole'],
      ...['TagRole', 'UntagRole'],
    ]),
  'aws:iam/rolePolicy:RolePolicy': ({ properties }) =>
    on('iam', `arn:aws:iam::${ACCOUNT}:role/${String(properties['role'])}`, [
      ...['PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy'],
    ]),
  'aws:lambda/eventSourceMapping:EventSourceMapping': ({ properties }) => {
    const context = {
      'lambda:FunctionArn': arn('lambda', `function:${String(properties['functionName'])}`),
    };
    return [
      ...on('lambda', '*', ['CreateEventSourceMapping'], context),
      ...on(
        'lambda',
        MAPPING,
        ['GetEventSourceMapping', 'UpdateEventSourceMapping', 'DeleteEventSourceMapping'],
        context,
      ),
      ...on('lambda', MAPPING, ['ListTags', 'TagResource', 'UntagResource']),
    ];
  },
  'aws:lambda/function:Function': ({ physicalName, properties }) => [
    ...on('lambda', arn('lambda', `function:${physicalName}`), [
      ...['CreateFunction', 'GetFunction', 'GetFunctionConfiguration', 'ListVersionsByFunction'],
      ...['GetFunctionCodeSigningConfig', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'],
      ...['DeleteFunction', 'ListTags', 'TagResource', 'UntagResource'],
      ...('reservedConcurrentExecutions' in properties
        ? ['PutFunctionConcurrency', 'DeleteFunctionConcurrency']
        : []),
    ]),
    ...passRole(properties['role'], 'lambda'),
  ],
  'aws:lambda/permission:Permission': ({ properties }) => {
    const [name] = String(properties['function']).split(':').slice(-1);
    return on('lambda', arn('lambda', `function:${name}`), [
      ...['AddPermission', 'GetPolicy', 'RemovePermission'],
    ]);
  },
  'aws:s3/bucket:Bucket': ({ physicalName }) => [
    ...onBucket(physicalName, [
      // The provider creates buckets with their tags.
      ...['CreateBucket', 'TagResource', 'UntagResource', 'ListTagsForResource', 'DeleteBucket'],
      // `HeadBucket`, and every setting of a bucket, including those that no resource declares.
      ...['ListBucket', 'GetAccelerateConfiguration', 'GetBucketAcl', 'GetBucketCORS'],
      ...['GetBucketLogging', 'GetBucketObjectLockConfiguration', 'GetBucketPolicy'],
      ...['GetBucketRequestPayment', 'GetBucketVersioning', 'GetBucketWebsite'],
      ...['GetEncryptionConfiguration', 'GetLifecycleConfiguration'],
      // `forceDestroy` empties the bucket.
      ...['GetReplicationConfiguration', 'ListBucketVersions'],
    ]),
    // `pnpm catalogue publish`, with the same credentials, and `forceDestroy`.
    ...onBucket(`${physicalName}/0f1e2d3c.tar.gz`, [
      ...['PutObject', 'DeleteObject', 'DeleteObjectVersion'],
    ]),
  ],
  'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration': ({ physicalName }) =>
    onBucket(physicalName, ['PutBucketCORS', 'GetBucketCORS']),
  'aws:s3/bucketPolicy:BucketPolicy': ({ physicalName }) =>
    onBucket(physicalName, ['PutBucketPolicy', 'GetBucketPolicy', 'DeleteBucketPolicy']),
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ({ physicalName }) =>
    onBucket(physicalName, ['PutBucketPublicAccessBlock', 'GetBucketPublicAccessBlock']),
  'aws:s3/bucketObjectv2:BucketObjectv2': ({ properties }) => [
    ...on('s3', 'arn:aws:s3:::sst-asset-abcdefghijkl', ['ListBucket']),
    ...on('s3', `arn:aws:s3:::sst-asset-abcdefghijkl/${String(properties['key'])}`, [
      ...['PutObject', 'PutObjectTagging', 'GetObject', 'GetObjectTagging', 'DeleteObject'],
    ]),
  ],
  'aws:scheduler/schedule:Schedule': ({ physicalName, properties }) => [
    ...on('scheduler', arn('scheduler', `schedule/default/${physicalName}`), [
      ...['CreateSchedule', 'GetSchedule', 'UpdateSchedule', 'DeleteSchedule'],
    ]),
    ...passRole((properties['target'] as { roleArn: string }).roleArn, 'scheduler'),
  ],
  'aws:sns/topic:Topic': ({ physicalName }) =>
    on('sns', arn('sns', physicalName), [
      ...['CreateTopic', 'GetTopicAttributes', 'SetTopicAttributes', 'DeleteTopic'],
      ...['ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
  'aws:sqs/queue:Queue': ({ physicalName }) =>
    on('sqs', arn('sqs', physicalName), [
      ...['CreateQueue', 'GetQueueUrl', 'GetQueueAttributes', 'SetQueueAttributes'],
      ...['DeleteQueue', 'ListQueueTags', 'TagQueue', 'UntagQueue'],
    ]),
};

/** @throws Error for a type that is not in this list yet */
export function requestsFor(resource: Resource): Request[] {
  const requests = byType[resource.type];
  if (!requests) throw new Error(`Say in requests.ts what a deploy of ${resource.type} asks for.`);
  return requests(resource);
}
