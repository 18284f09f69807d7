import { ACCOUNT, REGION } from '../aws';
import type { Resource } from '../deployment';
import { cdnCalls } from './cdnCalls';
import { firewallCalls } from './firewallCalls';
import { tableCalls } from './tableCalls';
import { call, pascal, tagList, type Mapper, type Properties, type Tags } from './translation';
import type { Call } from './validate';

/**
 * The calls with which Pulumi's AWS provider creates a resource. A property that is not translated
 * here keeps its own name, which no service knows, so it is reported as a fault.
 *
 * @throws Error for a type that is not translated yet
 */
export function callsOf({ type, properties, physicalName }: Resource, tags: Tags): Call[] {
  const mapper = mappers[type];
  if (!mapper) throw new Error(`Say in calls.ts how ${type} is created.`);
  // The region is that of the endpoint.
  const { region: _, ...sent } = properties;
  return mapper(sent, physicalName, tags);
}

interface Notification {
  readonly subscriberEmailAddresses?: readonly string[];
  readonly subscriberSnsTopicArns?: readonly string[];
}

/** A list of dimensions, as in the API of CloudWatch. */
const dimensionsOf = (dimensions: object) =>
  Object.entries(dimensions).map(([Name, Value]: [string, unknown]) => ({ Name, Value }));

/** A query of an alarm: an expression, or a metric with a statistic. */
function metricQuery({ metric, ...rest }: Properties): Properties {
  if (!metric) return pascal(rest);
  const { namespace, metricName, dimensions, period, stat, ...other } = metric as Properties;
  return {
    ...pascal(rest),
    MetricStat: {
      ...pascal(other),
      Metric: {
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: dimensionsOf(dimensions as object),
      },
      Period: period,
      Stat: stat,
    },
  };
}

const mappers: Readonly<Record<string, Mapper>> = {
  'aws:acm/certificate:Certificate': ({ region: _, ...rest }, _name, tags) => [
    call('acm.RequestCertificate', { ...pascal(rest), Tags: tagList(tags) }),
  ],
  // Only waits.
  'aws:acm/certificateValidation:CertificateValidation': () => [],
  'aws:apigatewayv2/api:Api': (properties, _, tags) => [
    call('apigatewayv2.CreateApi', { ...pascal(properties), Tags: tags }),
  ],
  'aws:apigatewayv2/apiMapping:ApiMapping': (properties) => [
    call('apigatewayv2.CreateApiMapping', pascal(properties)),
  ],
  'aws:apigatewayv2/domainName:DomainName': ({ domainNameConfiguration, ...rest }, _, tags) => [
    call('apigatewayv2.CreateDomainName', {
      ...pascal(rest),
      DomainNameConfigurations: [pascal(domainNameConfiguration as Properties)],
      Tags: tags,
    }),
  ],
  'aws:apigatewayv2/integration:Integration': (properties) => [
    call('apigatewayv2.CreateIntegration', pascal(properties)),
  ],
  'aws:apigatewayv2/route:Route': (properties) => [
    call('apigatewayv2.CreateRoute', pascal(properties)),
  ],
  'aws:apigatewayv2/stage:Stage': ({ name, ...rest }, _, tags) => [
    call('apigatewayv2.CreateStage', { ...pascal(rest), StageName: name, Tags: tags }),
  ],
  'aws:appsync/apiKey:ApiKey': ({ expires, ...rest }) => [
    call('appsync.CreateApiKey', { ...rest, expires: Date.parse(String(expires)) / 1000 }),
  ],
  'aws:appsync/dataSource:DataSource': ({ dynamodbConfig, lambdaConfig, ...rest }) => {
    const { functionArn, ...lambda } = (lambdaConfig ?? {}) as Properties;
    return [
      call('appsync.CreateDataSource', {
        ...rest,
        dynamodbConfig: dynamodbConfig && { awsRegion: REGION, ...(dynamodbConfig as object) },
        lambdaConfig: lambdaConfig && { ...lambda, lambdaFunctionArn: functionArn },
      }),
    ];
  },
  'aws:appsync/domainName:DomainName': (properties) => [
    call('appsync.CreateDomainName', properties),
  ],
  'aws:appsync/domainNameApiAssociation:DomainNameApiAssociation': (properties) => [
    call('appsync.AssociateApi', properties),
  ],
  'aws:appsync/function:Function': ({ dataSource, ...rest }) => [
    call('appsync.CreateFunction', { ...rest, dataSourceName: dataSource }),
  ],
  'aws:appsync/graphQLApi:GraphQLApi': ({ schema, logConfig, ...rest }, _, tags) => {
    const { cloudwatchLogsRoleArn, ...logs } = logConfig as Properties;
    return [
      call('appsync.CreateGraphqlApi', {
        ...rest,
        logConfig: { ...logs, cloudWatchLogsRoleArn: cloudwatchLogsRoleArn },
        tags,
      }),
      call('appsync.StartSchemaCreation', { apiId: 'apiapi-id', definition: schema }),
    ];
  },
  'aws:appsync/resolver:Resolver': ({ type, field, dataSource, ...rest }) => [
    call('appsync.CreateResolver', {
      ...rest,
      typeName: type,
      fieldName: field,
      dataSourceName: dataSource,
    }),
  ],
  'aws:backup/plan:Plan': ({ rules, ...rest }, BackupPlanName, tags) => [
    call('backup.CreateBackupPlan', {
      BackupPlan: {
        ...pascal(rest),
        BackupPlanName,
        Rules: (rules as Properties[]).map(
          ({ targetVaultName, schedule, startWindow, completionWindow, lifecycle, ...rule }) => ({
            ...pascal(rule),
            TargetBackupVaultName: targetVaultName,
            ScheduleExpression: schedule,
            StartWindowMinutes: startWindow,
            CompletionWindowMinutes: completionWindow,
            Lifecycle: { DeleteAfterDays: (lifecycle as { deleteAfter: number }).deleteAfter },
          }),
        ),
      },
      BackupPlanTags: tags,
    }),
  ],
  'aws:backup/selection:Selection': ({ planId, ...rest }, SelectionName) => [
    call('backup.CreateBackupSelection', {
      BackupPlanId: planId,
      BackupSelection: { ...pascal(rest), SelectionName },
    }),
  ],
  'aws:backup/vault:Vault': ({ kmsKeyArn, ...rest }, BackupVaultName, tags) => [
    call('backup.CreateBackupVault', {
      ...pascal(rest),
      EncryptionKeyArn: kmsKeyArn,
      BackupVaultName,
      BackupVaultTags: tags,
    }),
  ],
  'aws:budgets/budget:Budget': (
    { limitAmount, limitUnit, costFilters, notifications, ...rest },
    BudgetName,
    tags,
  ) => [
    call('budgets.CreateBudget', {
      AccountId: ACCOUNT,
      Budget: {
        ...pascal(rest),
        BudgetName,
        BudgetLimit: { Amount: limitAmount, Unit: limitUnit },
        CostFilters: Object.fromEntries(
          (costFilters as { name: string; values: string[] }[]).map(({ name, values }) => [
            name,
            values,
          ]),
        ),
      },
      NotificationsWithSubscribers: (notifications as Notification[]).map(
        ({ subscriberEmailAddresses = [], subscriberSnsTopicArns = [], ...notification }) => ({
          Notification: pascal(notification),
          Subscribers: [
            ...subscriberEmailAddresses.map((Address) => ({ SubscriptionType: 'EMAIL', Address })),
            ...subscriberSnsTopicArns.map((Address) => ({ SubscriptionType: 'SNS', Address })),
          ],
        }),
      ),
      ResourceTags: tagList(tags),
    }),
  ],
  'aws:cloudwatch/logGroup:LogGroup': (
    { name: _given, namePrefix: _prefix, retentionInDays, ...rest },
    logGroupName,
    tags,
  ) => [
    call('logs.CreateLogGroup', { ...rest, logGroupName, tags }),
    call('logs.PutRetentionPolicy', { logGroupName, retentionInDays }),
  ],
  'aws:cloudwatch/dashboard:Dashboard': (properties) => [
    call('cloudwatch.PutDashboard', pascal(properties)),
  ],
  'aws:cloudwatch/metricAlarm:MetricAlarm': (
    { dimensions, metricQueries, evaluateLowSampleCountPercentiles, okActions, ...rest },
    name,
    tags,
  ) => [
    call('cloudwatch.PutMetricAlarm', {
      ...pascal(rest),
      AlarmName: name,
      OKActions: okActions,
      ...(evaluateLowSampleCountPercentiles !== undefined && {
        EvaluateLowSampleCountPercentile: evaluateLowSampleCountPercentiles,
      }),
      ...(metricQueries
        ? { Metrics: (metricQueries as Properties[]).map(metricQuery) }
        : { Dimensions: dimensionsOf(dimensions as object) }),
      Tags: tagList(tags),
    }),
  ],
  'aws:costexplorer/anomalyMonitor:AnomalyMonitor': (
    { monitorSpecification, ...rest },
    MonitorName,
    tags,
  ) => [
    call('ce.CreateAnomalyMonitor', {
      AnomalyMonitor: {
        ...pascal(rest),
        MonitorName,
        MonitorSpecification: JSON.parse(String(monitorSpecification)) as Properties,
      },
      ResourceTags: tagList(tags),
    }),
  ],
  'aws:costexplorer/anomalySubscription:AnomalySubscription': (
    { monitorArnLists, thresholdExpression, ...rest },
    SubscriptionName,
    tags,
  ) => {
    const { dimension } = thresholdExpression as { dimension: Properties };
    return [
      call('ce.CreateAnomalySubscription', {
        AnomalySubscription: {
          ...pascal(rest),
          SubscriptionName,
          MonitorArnList: monitorArnLists,
          ThresholdExpression: { Dimensions: pascal(dimension) },
        },
        ResourceTags: tagList(tags),
      }),
    ];
  },
  'aws:cloudwatch/queryDefinition:QueryDefinition': (properties) => [
    call('logs.PutQueryDefinition', properties),
  ],
  'aws:dynamodb/table:Table': tableCalls,
  'aws:iam/role:Role': (
    { name: _, assumeRolePolicy, inlinePolicies = [], managedPolicyArns = [], ...rest },
    RoleName,
    tags,
  ) => [
    call('iam.CreateRole', {
      ...pascal(rest),
      ...((managedPolicyArns as unknown[]).length > 0 && { managedPolicyArns }),
      RoleName,
      AssumeRolePolicyDocument:
        typeof assumeRolePolicy === 'string' ? assumeRolePolicy : JSON.stringify(assumeRolePolicy),
      Tags: tagList(tags),
    }),
    ...(inlinePolicies as { name: string; policy: string }[]).map(({ name, policy }) =>
      call('iam.PutRolePolicy', { RoleName, PolicyName: name, PolicyDocument: policy }),
    ),
  ],
  'aws:iam/rolePolicy:RolePolicy': ({ role, policy, ...rest }, PolicyName) => [
    call('iam.PutRolePolicy', { ...rest, RoleName: role, PolicyName, PolicyDocument: policy }),
  ],
  'aws:kms/key:Key': (
    { enableKeyRotation: _rotation, deletionWindowInDays: _window, ...rest },
    _,
    tags,
  ) => [
    call('kms.CreateKey', {
      ...pascal(rest),
      Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    }),
  ],
  'aws:lambda/eventSourceMapping:EventSourceMapping': ({ destinationConfig, ...rest }, _, tags) => {
    const { onFailure } = destinationConfig as { onFailure: { destinationArn: string } };
    return [
      call('lambda.CreateEventSourceMapping', {
        ...pascal(rest),
        DestinationConfig: { OnFailure: { Destination: onFailure.destinationArn } },
        Tags: tags,
      }),
    ];
  },
  'aws:lambda/function:Function': (
    { name: _, s3Bucket, s3Key, environment, reservedConcurrentExecutions, ...rest },
    name,
    tags,
  ) => [
    call('lambda.CreateFunction', {
      ...pascal(rest),
      FunctionName: name,
      // The program chooses the names of variables.
      Environment: { Variables: (environment as Properties)['variables'] },
      Code: { S3Bucket: s3Bucket, S3Key: s3Key },
      Tags: tags,
    }),
    ...(reservedConcurrentExecutions === undefined
      ? []
      : [
          call('lambda.PutFunctionConcurrency', {
            FunctionName: name,
            ReservedConcurrentExecutions: reservedConcurrentExecutions,
          }),
        ]),
  ],
  'aws:lambda/permission:Permission': ({ function: functionName, ...rest }, name) => [
    call('lambda.AddPermission', {
      ...pascal(rest),
      FunctionName: functionName,
      StatementId: name,
    }),
  ],
  'aws:route53/record:Record': ({ zoneId, allowOverwrite, name, type, ttl, records, aliases }) => {
    const [alias] = (aliases ?? []) as Properties[];
    const record = {
      Name: name,
      Type: type,
      ...(alias
        ? {
            AliasTarget: {
              HostedZoneId: alias['zoneId'],
              DNSName: alias['name'],
              EvaluateTargetHealth: alias['evaluateTargetHealth'],
            },
          }
        : { TTL: ttl, ResourceRecords: (records as string[]).map((Value) => ({ Value })) }),
    };
    const change = {
      Action: allowOverwrite === true ? 'UPSERT' : 'CREATE',
      ResourceRecordSet: record,
    };
    return [
      call('route53.ChangeResourceRecordSets', {
        HostedZoneId: zoneId,
        ChangeBatch: { Changes: [change] },
      }),
    ];
  },
  'aws:s3/bucket:Bucket': ({ forceDestroy: _, ...rest }, name, tags) => [
    call('s3.CreateBucket', {
      ...pascal(rest),
      Bucket: name,
      CreateBucketConfiguration: { LocationConstraint: REGION, Tags: tagList(tags) },
    }),
  ],
  'aws:s3/bucketPolicy:BucketPolicy': (properties) => [
    call('s3.PutBucketPolicy', pascal(properties)),
  ],
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ({ bucket, ...rest }) => [
    call('s3.PutPublicAccessBlock', {
      Bucket: bucket,
      PublicAccessBlockConfiguration: pascal(rest),
    }),
  ],
  'aws:s3/bucketObjectv2:BucketObjectv2': ({ source: _, content: Body, ...rest }) => [
    call('s3.PutObject', { ...pascal(rest), Body }),
  ],
  'aws:scheduler/schedule:Schedule': (properties, name) => [
    call('scheduler.CreateSchedule', { ...pascal(properties), Name: name }),
  ],
  'aws:sns/topicPolicy:TopicPolicy': ({ arn, policy }) => [
    call('sns.SetTopicAttributes', {
      TopicArn: arn,
      AttributeName: 'Policy',
      AttributeValue: policy,
    }),
  ],
  'aws:sns/topicSubscription:TopicSubscription': ({ topic, ...rest }) => [
    call('sns.Subscribe', { ...pascal(rest), TopicArn: topic }),
  ],
  'aws:sns/topic:Topic': (properties, name, tags) => [
    call('sns.CreateTopic', { Name: name, Attributes: pascal(properties), Tags: tagList(tags) }),
  ],
  'aws:sqs/queue:Queue': ({ name: _, ...attributes }, QueueName, tags) => [
    call('sqs.CreateQueue', {
      QueueName,
      Attributes: Object.fromEntries(
        Object.entries(pascal(attributes)).map(([key, value]) => [
          key === 'MessageRetentionSeconds' ? 'MessageRetentionPeriod' : key,
          String(value),
        ]),
      ),
      tags,
    }),
  ],
  ...cdnCalls,
  ...firewallCalls,
};
