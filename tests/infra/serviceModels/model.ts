/** A shape of a service's model: a type and the constraints on its values. */
export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  /** In characters of a string, entries of a list, or the value of a number. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

export interface Model {
  readonly operations: Readonly<
    Record<string, { readonly input: string; readonly errors: readonly string[] }>
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** AWS's published models of the calls of a deploy, by service. */
export interface Models {
  /** The package that the models come from, with its version. */
  readonly source: string;
  readonly services: Readonly<Record<string, Model>>;
}

/** The calls that create the resources of a stage, by service. */
export const OPERATIONS = {
  acm: ['RequestCertificate'],
  apigatewayv2: [
    ...['CreateApi', 'CreateApiMapping', 'CreateDomainName', 'CreateIntegration', 'CreateRoute'],
    'CreateStage',
  ],
  appsync: [
    ...['AssociateApi', 'CreateApiKey', 'CreateDataSource', 'CreateDomainName', 'CreateFunction'],
    ...['CreateGraphqlApi', 'CreateResolver', 'StartSchemaCreation'],
  ],
  backup: ['CreateBackupPlan', 'CreateBackupSelection', 'CreateBackupVault'],
  budgets: ['CreateBudget'],
  ce: ['CreateAnomalyMonitor', 'CreateAnomalySubscription'],
  cloudfront: [
    ...['CreateCachePolicy', 'CreateDistributionWithTags', 'CreateFunction'],
    ...['CreateMonitoringSubscription', 'CreateOriginAccessControl'],
    'CreateResponseHeadersPolicy',
  ],
  cloudwatch: ['PutDashboard', 'PutMetricAlarm'],
  dynamodb: [
    ...['CreateTable', 'UpdateContinuousBackups', 'UpdateTimeToLive'],
    // The calls of `pnpm restore`, which a stand-in answers in tests.
    ...['DescribeContinuousBackups', 'RestoreTableToPointInTime'],
  ],
  iam: ['CreateOpenIDConnectProvider', 'CreatePolicy', 'CreateRole', 'PutRolePolicy'],
  kms: ['CreateAlias', 'CreateKey'],
  lambda: ['AddPermission', 'CreateEventSourceMapping', 'CreateFunction', 'PutFunctionConcurrency'],
  logs: ['CreateLogGroup', 'PutQueryDefinition', 'PutRetentionPolicy'],
  route53: ['ChangeResourceRecordSets'],
  s3: ['CreateBucket', 'PutBucketCors', 'PutBucketPolicy', 'PutObject', 'PutPublicAccessBlock'],
  scheduler: ['CreateSchedule'],
  sns: ['CreateTopic', 'SetTopicAttributes', 'Subscribe'],
  sqs: ['CreateQueue'],
  wafv2: ['AssociateWebACL', 'CreateWebACL', 'PutLoggingConfiguration'],
} as const satisfies Record<string, readonly string[]>;

export type Service = keyof typeof OPERATIONS;

/** `appsync.CreateResolver` */
export type Operation = {
  [Name in Service]: `${Name}.${(typeof OPERATIONS)[Name][number]}`;
}[Service];
