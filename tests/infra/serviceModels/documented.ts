import { REGION } from '../aws';
import { US_EAST_1 } from '../../../infra/usEast1';
import type { Operation } from './model';
import type { Call } from './validate';

const within = (what: string, value: number, min: number, max: number): string[] =>
  value < min || value > max ? [`${what}: ${value}, from ${min} to ${max}.`] : [];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** https://docs.aws.amazon.com/general/latest/gr/s3.html#limits_s3 */
const BUCKET_POLICY_MAX = 20 * 1_024;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MANAGED_POLICY_MAX = 6_144;

const certificateIn = (region: string, arn: unknown): string[] =>
  String(arn).startsWith(`arn:aws:acm:${region}:`)
    ? []
    : [`certificate is not in ${region}: ${String(arn)}.`];

type Check = (input: Readonly<Record<string, unknown>>) => string[];

/** Limits that AWS documents, but that its models do not contain. */
const checks: Partial<Record<Operation, Check>> = {
  // https://fetch.spec.whatwg.org/#http-new-header-syntax: with credentials, `*` is a name.
  'apigatewayv2.CreateApi': ({ CorsConfiguration = {} }) => {
    const { AllowCredentials, ...lists } = CorsConfiguration as Record<string, unknown>;
    return Object.entries(lists)
      .filter(([, names]) => AllowCredentials === true && [names].flat().includes('*'))
      .map(([list]) => `CorsConfiguration ${list}: * with credentials.`);
  },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html
  'apigatewayv2.CreateDomainName': ({ DomainNameConfigurations }) =>
    (DomainNameConfigurations as { CertificateArn: unknown }[]).flatMap(({ CertificateArn }) =>
      certificateIn(REGION, CertificateArn),
    ),
  // https://docs.aws.amazon.com/appsync/latest/devguide/custom-domain-name.html
  'appsync.CreateDomainName': ({ certificateArn }) => certificateIn(US_EAST_1, certificateArn),
  'logs.PutRetentionPolicy': ({ retentionInDays }) =>
    RETENTION_DAYS.includes(Number(retentionInDays))
      ? []
      : [`retentionInDays: ${String(retentionInDays)}, none of ${RETENTION_DAYS.join(', ')}.`],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
  'sqs.CreateQueue': ({ Attributes }) =>
    within(
      'MessageRetentionPeriod',
      Number((Attributes as Record<string, string>)['MessageRetentionPeriod']),
      60,
      14 * 86_400,
    ),
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  'lambda.CreateFunction': ({ Environment }) =>
    within('Environment', JSON.stringify(Environment ?? {}).length, 0, 4_096),
  'iam.CreatePolicy': ({ PolicyDocument }) =>
    within(
      'PolicyDocument',
      String(PolicyDocument).replace(/\s/g, '').length,
      1,
      MANAGED_POLICY_MAX,
    ),
  's3.CreateBucket': ({ Bucket }) =>
    BUCKET_NAME.test(String(Bucket))
      ? []
      : [`Bucket does not match ${BUCKET_NAME.source}: ${String(Bucket)}.`],
  's3.PutBucketPolicy': ({ Policy }) =>
    within('Policy', Buffer.byteLength(String(Policy)), 0, BUCKET_POLICY_MAX),
};

/** The violations of these limits in one call. */
export const documentedFaults = ({ operation, input }: Call): string[] =>
  (checks[operation]?.(input) ?? []).map((fault) => `${operation} ${fault}`);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const INLINE_POLICIES_MAX = 10_240;

/** Checks the total size of each role's inline policies, without white space. */
export function inlinePolicyFaults(calls: readonly Call[]): string[] {
  const sizes = new Map<string, number>();
  for (const { operation, input } of calls) {
    if (operation !== 'iam.PutRolePolicy') continue;
    const role = String(input['RoleName']);
    const size = String(input['PolicyDocument']).replace(/\s/g, '').length;
    sizes.set(role, (sizes.get(role) ?? 0) + size);
  }
  return [...sizes].flatMap(([role, size]) =>
    size > INLINE_POLICIES_MAX
      ? [
          `iam.PutRolePolicy ${role}: ${size} characters of policies, at most ${INLINE_POLICIES_MAX}.`,
        ]
      : [],
  );
}
