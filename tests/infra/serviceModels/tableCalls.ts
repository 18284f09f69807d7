import { call, pascal, tagList, type Mapper, type Properties } from './translation';

interface Table {
  readonly attributes: readonly { readonly name: string; readonly type: string }[];
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly globalSecondaryIndexes?: readonly Index[];
  readonly localSecondaryIndexes?: readonly Index[];
  readonly streamEnabled?: boolean;
  readonly streamViewType?: string;
  readonly serverSideEncryption?: { readonly enabled: boolean; readonly kmsKeyArn?: string };
  readonly pointInTimeRecovery?: {
    readonly enabled: boolean;
    readonly recoveryPeriodInDays?: number;
  };
  readonly ttl?: Properties;
}

interface Index {
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey?: string;
  readonly projectionType: string;
  readonly nonKeyAttributes?: readonly string[];
}

const keySchema = ({ hashKey, rangeKey }: { hashKey: string; rangeKey?: string }) => [
  { AttributeName: hashKey, KeyType: 'HASH' },
  ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: 'RANGE' }]),
];

/** Undefined for an empty list, which DynamoDB rejects. */
const indexes = (list: readonly Index[] = []) =>
  list.length === 0
    ? undefined
    : list.map(({ name, hashKey, rangeKey, projectionType, nonKeyAttributes, ...rest }) => ({
        ...pascal(rest),
        IndexName: name,
        KeySchema: keySchema({ hashKey, ...(rangeKey !== undefined && { rangeKey }) }),
        Projection: { ProjectionType: projectionType, NonKeyAttributes: nonKeyAttributes },
      }));

export const tableCalls: Mapper = ({ name: _, ...properties }, TableName, tags) => {
  const {
    attributes,
    hashKey,
    rangeKey,
    globalSecondaryIndexes,
    localSecondaryIndexes,
    streamEnabled,
    streamViewType,
    serverSideEncryption,
    pointInTimeRecovery,
    ttl,
    ...rest
  } = properties as unknown as Table;
  const recovery = pointInTimeRecovery && {
    PointInTimeRecoveryEnabled: pointInTimeRecovery.enabled,
    RecoveryPeriodInDays: pointInTimeRecovery.recoveryPeriodInDays,
  };
  return [
    call('dynamodb.CreateTable', {
      ...pascal(rest),
      TableName,
      AttributeDefinitions: attributes.map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      KeySchema: keySchema({ hashKey, ...(rangeKey !== undefined && { rangeKey }) }),
      GlobalSecondaryIndexes: indexes(globalSecondaryIndexes),
      LocalSecondaryIndexes: indexes(localSecondaryIndexes),
      StreamSpecification: streamEnabled
        ? { StreamEnabled: true, StreamViewType: streamViewType }
        : undefined,
      SSESpecification: serverSideEncryption && {
        Enabled: serverSideEncryption.enabled,
        SSEType: 'KMS',
        KMSMasterKeyId: serverSideEncryption.kmsKeyArn,
      },
      Tags: tagList(tags),
    }),
    ...(recovery
      ? [
          call('dynamodb.UpdateContinuousBackups', {
            TableName,
            PointInTimeRecoverySpecification: recovery,
          }),
        ]
      : []),
    ...(ttl
      ? [
          call('dynamodb.UpdateTimeToLive', {
            TableName,
            TimeToLiveSpecification: pascal(ttl),
          }),
        ]
      : []),
  ];
};
