import { describe, expect, it } from 'vitest';
import type { Deployment } from './deployment';
import { deployPolicy, deployRequests, foreignRequests } from './iam/deployRole';
import { isAllowed } from './iam/simulate';
import { resourcesOf, trustsOf } from './policies';
import { deployFaults } from './serviceModels/deployFaults';
import { SETTINGS, synthesize } from './synthesize';

const { dev, prod } = await synthesize(['dev', 'prod'], {
  settings: {
    dev: { KMS_KEY: 'own' },
    prod: { ...SETTINGS['prod'], KMS_KEY: 'own' },
  },
});

/** Keys for tables. Topics of alarms have others. */
const keysOf = (deployment: Deployment) =>
  resourcesOf(deployment, 'aws:kms/key:Key').filter(({ name }) => !name.startsWith('Alarms'));
const encryptionOf = (deployment: Deployment) =>
  resourcesOf(deployment, 'aws:dynamodb/table:Table').map(
    ({ properties }) => properties['serverSideEncryption'],
  );

describe('KMS_KEY=own', () => {
  const [key, ...others] = keysOf(dev);
  const { Statement: statements } = JSON.parse(String(key!.properties['policy'])) as {
    Statement: { Action: string[] }[];
  };
  const trusts = trustsOf(key!.properties['policy']);
  const usesOf = (action: string) =>
    trusts.filter((_, i) =>
      statements[i]!.Action.some((each) =>
        new RegExp(`^${each.replaceAll('*', '.*')}$`).test(action),
      ),
    );

  it('encrypts every table with one key of the stage', () => {
    expect(others).toEqual([]);
    const encryption = encryptionOf(dev);
    expect(encryption.length).toBeGreaterThan(5);
    for (const each of encryption) {
      expect(each).toEqual({
        enabled: true,
        kmsKeyArn: 'arn:aws:kms:ap-south-1:111122223333:key/tableskey-id',
      });
    }
  });

  it('rotates the key, and leaves 30 days to cancel its deletion', () => {
    expect(key!.properties).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
  });

  it.each(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'])(
    'allows %s only to this account, and only through DynamoDB and AWS Backup',
    (action) => {
      expect(usesOf(action)).toEqual([
        {
          principals: ['*'],
          conditions: {
            StringEquals: {
              'kms:CallerAccount': ['111122223333'],
              'kms:ViaService': [
                'backup.ap-south-1.amazonaws.com',
                'dynamodb.ap-south-1.amazonaws.com',
              ],
            },
          },
        },
      ]);
    },
  );

  // KMS refuses a key policy that would lock its creator out.
  it.each(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'])('leaves %s to the account', (action) => {
    expect(usesOf(action)).toEqual([
      { principals: ['arn:aws:iam::111122223333:root'], conditions: {} },
    ]);
  });

  it('is kept in prod, whose backups need it', () => {
    expect(keysOf(prod).map(({ retained }) => retained)).toEqual([true]);
    expect(keysOf(dev).map(({ retained }) => retained)).toEqual([false]);
  });

  it('is accepted by AWS’s own models', () => {
    expect(deployFaults(dev)).toEqual([]);
  });

  it('can be deployed by the stage’s role, which cannot reach keys of other stages', () => {
    const policy = deployPolicy('dev');
    const onKeys = ({ action }: { action: string }) => action.startsWith('kms:');
    const own = deployRequests(dev).filter(onKeys);
    expect(own.length).toBeGreaterThan(5);
    expect(own.filter((each) => !isAllowed(policy, each))).toEqual([]);
    const foreign = foreignRequests(dev, { app: 'akasha-labs', stage: 'dev2' }).filter(onKeys);
    expect(foreign.filter((each) => isAllowed(policy, each))).toEqual([]);
  });
});
