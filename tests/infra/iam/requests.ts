import { ACCOUNT, ASSETS, regionOf } from '../aws';
import type { Resource } from '../deployment';
import { INDEX } from '../../../model/tables';
import { sideTable } from '../../../ops/restore/sideTable';
import { arn, httpApi, on } from './asking';
import { cdnRequests } from './cdnRequests';
import { firewallRequests } from './firewallRequests';
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

const logGroup = (name: string, region: string): Request[] => {
  const there = { 'aws:RequestedRegion': region };
  return [
    ...on(
      'logs',
      `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}`,
      [
        ...['CreateLogGroup', 'PutRetentionPolicy', 'ListTagsForResource', 'TagResource'],
        ...['UntagResource', 'DeleteLogGroup'],
      ],
      there,
    ),
    ...on('logs', '*', ['DescribeLogGroups'], there),
  ];
};

/** Budgets and Cost Explorer are global: they answer in us-east-1. */
function anomaly(part: 'Monitor' | 'Subscription'): Request[] {
  const id = `arn:aws:ce::${ACCOUNT}:anomaly${part.toLowerCase()}/0d6bd5f8-9d6c-4c02-8a3c-6a1f2e0f8a11`;
  return [
    ...on('ce', '*', [`CreateAnomaly${part}`]),
    ...on('ce', id, [
      ...[`GetAnomaly${part}s`, `UpdateAnomaly${part}`, `DeleteAnomaly${part}`],
      ...['ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
  ];
}

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

type Properties = Resource['properties'];

const certificate = (properties: Properties): string =>
  arn('acm', 'certificate/01234567-89ab-cdef-0123-456789abcdef', regionOf(properties));

/** The provider does not tag domains of AppSync. */
const onDomainOfApi = ({ domainName }: Properties, actions: readonly string[]): Request[] =>
  on('appsync', arn('appsync', `domainnames/${String(domainName)}`), actions, UNTAGGED);

/**
 * The requests of Pulumi's AWS provider over the lifetime of a resource, by type. Derived from the
 * source of Terraform's provider, which Pulumi runs, and from AWS's documentation on the
 * permissions of each call.
 */
const byType: Readonly<Record<string, (resource: Resource) => Request[]>> = {
  'aws:acm/certificate:Certificate': ({ properties }) => [
    ...on('acm', '*', ['RequestCertificate'], {
      'acm:DomainNames': [
        String(properties['domainName']),
        ...(properties['subjectAlternativeNames'] as string[]),
      ],
      'aws:RequestedRegion': regionOf(properties),
    }),
    // With tags, a request for a certificate also needs the permission to tag.
    ...on('acm', certificate(properties), ['AddTagsToCertificate'], {
      'aws:ResourceTag/sst:app': undefined,
      'aws:ResourceTag/sst:stage': undefined,
    }),
    ...on('acm', certificate(properties), [
      ...['DescribeCertificate', 'ListTagsForCertificate', 'AddTagsToCertificate'],
      ...['RemoveTagsFromCertificate', 'DeleteCertificate'],
    ]),
  ],
  'aws:acm/certificateValidation:CertificateValidation': ({ properties }) =>
    on('acm', String(properties['certificateArn']), ['DescribeCertificate']),
  'aws:apigatewayv2/apiMapping:ApiMapping': ({ properties }) => {
    const mappings = httpApi(`domainnames/${String(properties['domainName'])}/apimappings`);
    return [
      ...on('apigateway', mappings, ['POST'], UNTAGGED),
      ...on('apigateway', `${mappings}/a1b2c3`, ['GET', 'PATCH', 'DELETE'], UNTAGGED),
    ];
  },
  'aws:apigatewayv2/domainName:DomainName': ({ properties }) => [
    ...on('apigateway', httpApi('domainnames'), ['POST']),
    ...on('apigateway', httpApi(`domainnames/${String(properties['domainName'])}`), [
      ...['GET', 'PATCH', 'DELETE'],
    ]),
    ...on('apigateway', httpApi('tags/arn%3Aaws%3Aapigateway'), ['GET', 'POST', 'PUT', 'DELETE']),
    ...serviceLinkedRole('ops.apigateway.amazonaws.com'),
  ],
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
  'aws:appsync/domainName:DomainName': ({ properties }) =>
    onDomainOfApi(
      properties,
      ['Create', 'Get', 'Update', 'Delete'].map((verb) => `${verb}DomainName`),
    ),
  'aws:appsync/domainNameApiAssociation:DomainNameApiAssociation': ({ properties }) =>
    onDomainOfApi(properties, ['AssociateApi', 'GetApiAssociation', 'DisassociateApi']),
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
  'aws:budgets/budget:Budget': ({ physicalName }) =>
    on('budgets', `arn:aws:budgets::${ACCOUNT}:budget/${physicalName}`, [
      ...['ModifyBudget', 'ViewBudget', 'ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
  // Dashboards belong to no region, and have no tags.
  'aws:cloudwatch/dashboard:Dashboard': ({ properties }) =>
    on(
      'cloudwatch',
      `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${String(properties['dashboardName'])}`,
      ['PutDashboard', 'GetDashboard', 'DeleteDashboards'],
    ),
  'aws:cloudwatch/logGroup:LogGroup': ({ physicalName, properties }) =>
    logGroup(physicalName, regionOf(properties)),
  'aws:cloudwatch/metricAlarm:MetricAlarm': ({ physicalName, properties }) =>
    on('cloudwatch', arn('cloudwatch', `alarm:${physicalName}`, regionOf(properties)), [
      ...['PutMetricAlarm', 'DescribeAlarms', 'DeleteAlarms', 'ListTagsForResource'],
      ...['TagResource', 'UntagResource'],
    ]),
  'aws:cloudwatch/queryDefinition:QueryDefinition': () =>
    on('logs', '*', [
      ...['PutQueryDefinition', 'DescribeQueryDefinitions', 'DeleteQueryDefinition'],
    ]),
  'aws:costexplorer/anomalyMonitor:AnomalyMonitor': () => anomaly('Monitor'),
  'aws:costexplorer/anomalySubscription:AnomalySubscription': () => anomaly('Subscription'),
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
  'aws:kms/key:Key': ({ properties }) => {
    const there = { 'aws:RequestedRegion': regionOf(properties) };
    return [
      ...on('kms', '*', ['CreateKey'], there),
      ...on('kms', arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab', regionOf(properties)), [
        // The first of them gives the new key its tags.
        ...['TagResource', 'UntagResource', 'ListResourceTags', 'DescribeKey', 'GetKeyPolicy'],
        ...['PutKeyPolicy', 'GetKeyRotationStatus', 'EnableKeyRotation', 'UpdateKeyDescription'],
        'ScheduleKeyDeletion',
      ]),
    ];
  },
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
  'aws:route53/record:Record': ({ properties }) => {
    const zone = `arn:aws:route53:::hostedzone/${String(properties['zoneId'])}`;
    return [
      ...on('route53', zone, ['ChangeResourceRecordSets'], {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [
          String(properties['name']).replace(/\.$/, ''),
        ],
        'route53:ChangeResourceRecordSetsRecordTypes': [String(properties['type'])],
      }),
      ...on('route53', zone, ['GetHostedZone', 'ListResourceRecordSets']),
      ...on('route53', 'arn:aws:route53:::change/C0123456789ABCDEFGHIJ', ['GetChange']),
    ];
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
    ...onBucket(`${physicalName}/bundles/0f1e2d3c.tar.gz`, [
      ...['PutObject', 'DeleteObject', 'DeleteObjectVersion'],
    ]),
  ],
  'aws:s3/bucketPolicy:BucketPolicy': ({ properties: { bucket } }) =>
    onBucket(String(bucket), ['PutBucketPolicy', 'GetBucketPolicy', 'DeleteBucketPolicy']),
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ({ properties: { bucket } }) =>
    onBucket(String(bucket), ['PutBucketPublicAccessBlock', 'GetBucketPublicAccessBlock']),
  'aws:s3/bucketObjectv2:BucketObjectv2': ({ properties: { bucket, key } }) => {
    // The code of functions is in a bucket of SST.
    const name = bucket === ASSETS ? 'sst-asset-abcdefghijkl' : String(bucket);
    return [
      ...onBucket(name, ['ListBucket']),
      ...onBucket(`${name}/${String(key)}`, [
        ...['PutObject', 'PutObjectTagging', 'GetObject', 'GetObjectTagging', 'DeleteObject'],
      ]),
    ];
  },
  'aws:scheduler/schedule:Schedule': ({ physicalName, properties }) => [
    ...on('scheduler', arn('scheduler', `schedule/default/${physicalName}`), [
      ...['CreateSchedule', 'GetSchedule', 'UpdateSchedule', 'DeleteSchedule'],
    ]),
    ...passRole((properties['target'] as { roleArn: string }).roleArn, 'scheduler'),
  ],
  'aws:sns/topicPolicy:TopicPolicy': ({ properties }) =>
    on('sns', String(properties['arn']), ['SetTopicAttributes', 'GetTopicAttributes']),
  'aws:sns/topicSubscription:TopicSubscription': ({ properties }) => {
    const there = { 'aws:RequestedRegion': regionOf(properties) };
    return [
      ...on('sns', String(properties['topic']), ['Subscribe'], there),
      // A subscription itself is not a resource of IAM.
      ...on('sns', '*', ['GetSubscriptionAttributes', 'Unsubscribe'], there),
    ];
  },
  'aws:sns/topic:Topic': ({ physicalName, properties }) =>
    on('sns', arn('sns', physicalName, regionOf(properties)), [
      ...['CreateTopic', 'GetTopicAttributes', 'SetTopicAttributes', 'DeleteTopic'],
      ...['ListTagsForResource', 'TagResource', 'UntagResource'],
    ]),
  'aws:sqs/queue:Queue': ({ physicalName }) =>
    on('sqs', arn('sqs', physicalName), [
      ...['CreateQueue', 'GetQueueUrl', 'GetQueueAttributes', 'SetQueueAttributes'],
      ...['DeleteQueue', 'ListQueueTags', 'TagQueue', 'UntagQueue'],
    ]),
  ...cdnRequests,
  ...firewallRequests,
};

/** @throws Error for a type that is not in this list yet */
export function requestsFor(resource: Resource): Request[] {
  const requests = byType[resource.type];
  if (!requests) throw new Error(`Say in requests.ts what a deploy of ${resource.type} asks for.`);
  return requests(resource);
}
