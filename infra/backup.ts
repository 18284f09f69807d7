import { tables } from './database';
import { ownKey } from './encryption';
import { hasVault } from './retention';
import { isProduction, settings, stageName } from './stage';
import { trustOf } from './trust';

const tableArns = Object.values(tables).map(({ arn }) => arn);

/** Daily backups of every table, for longer than point-in-time recovery reaches. */
function backUpDaily(days: number): aws.backup.Vault {
  // Both outlive the setting. A vault that contains backups cannot be deleted, and AWS Backup
  // deletes a backup with the role that made it. The last backup expires after the retention.
  const retained = { retainOnDelete: true };
  const vault = new aws.backup.Vault(
    stageName('Backups'),
    { ...(ownKey && { kmsKeyArn: ownKey.arn }) },
    retained,
  );
  const role = new aws.iam.Role(
    stageName('Backups'),
    {
      assumeRolePolicy: trustOf('backup.amazonaws.com'),
      inlinePolicies: [
        {
          name: 'backups',
          policy: aws.iam.getPolicyDocumentOutput({
            statements: [
              {
                actions: [
                  'dynamodb:CreateBackup',
                  'dynamodb:DescribeTable',
                  'dynamodb:ListTagsOfResource',
                  'dynamodb:StartAwsBackupJob',
                ],
                resources: tableArns,
              },
              {
                actions: ['dynamodb:DeleteBackup', 'dynamodb:DescribeBackup'],
                resources: tableArns.map((table) => $interpolate`${table}/backup/*`),
              },
            ],
          }).json,
        },
      ],
    },
    retained,
  );
  const plan = new aws.backup.Plan(stageName('Backups'), {
    rules: [
      {
        ruleName: 'Daily',
        targetVaultName: vault.name,
        // Half past one at night in the region, in UTC.
        schedule: 'cron(0 20 * * ? *)',
        // Minutes until a backup that has not started, or not finished, has failed.
        startWindow: 60,
        completionWindow: 12 * 60,
        // Without `coldStorageAfter`, which DynamoDB refuses unless the whole account opted in.
        lifecycle: { deleteAfter: days },
      },
    ],
  });
  new aws.backup.Selection(stageName('Backups'), {
    planId: plan.id,
    iamRoleArn: role.arn,
    resources: tableArns,
  });
  return vault;
}

/** The vault of the daily backups, on a stage that has them. */
export const vault = hasVault(settings.backupRetentionDays, isProduction)
  ? backUpDaily(settings.backupRetentionDays)
  : undefined;
