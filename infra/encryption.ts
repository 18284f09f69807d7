import { KEY_ADMINISTRATION } from './keyAdministration';
import { isProduction, settings } from './stage';

const USE = [
  'CreateGrant',
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey*',
  'ReEncrypt*',
].map((action) => `kms:${action}`);

/** What DynamoDB reads to check the key. */
const INSPECTION = ['kms:Describe*', 'kms:Get*', 'kms:List*'];

/**
 * Lets principals of this account use the key through DynamoDB and AWS Backup, and in no other way.
 * Their roles need no permissions for the key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
function keyPolicy(): $util.Output<string> {
  const { accountId } = aws.getCallerIdentityOutput();
  const { region } = aws.getRegionOutput();
  const services = ['backup', 'dynamodb'].map(
    (service) => $interpolate`${service}.${region}.amazonaws.com`,
  );
  const statement = (actions: string[], type: string, principal: $util.Input<string>) => ({
    actions,
    resources: ['*'],
    principals: [{ type, identifiers: [principal] }],
  });
  return aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        ...statement(USE, 'AWS', '*'),
        conditions: [
          { test: 'StringEquals', variable: 'kms:CallerAccount', values: [accountId] },
          { test: 'StringEquals', variable: 'kms:ViaService', values: services },
        ],
      },
      statement(KEY_ADMINISTRATION, 'AWS', $interpolate`arn:aws:iam::${accountId}:root`),
      statement(INSPECTION, 'Service', 'dynamodb.amazonaws.com'),
    ],
  }).json;
}

/**
 * The stage's own key, for its tables and their backups. Absent if they have keys of AWS. The
 * decision is `docs/decisions/0027-a-key-of-ones-own.md`.
 */
export const ownKey = settings.ownKey
  ? new aws.kms.Key(
      'TablesKey',
      {
        description: `Tables and backups of ${$app.name} ${$app.stage}`,
        policy: keyPolicy(),
        enableKeyRotation: true,
        // The longest time to notice that something still needs the key.
        deletionWindowInDays: 30,
      },
      // Backups outlive the tables, and nobody could read them.
      { retainOnDelete: isProduction },
    )
  : undefined;
