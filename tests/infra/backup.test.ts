import { describe, expect, it } from 'vitest';
import { hasVault, recoveryDays } from '../../infra/retention';
import { tables } from '../../model/tables';
import { sideTable } from '../../ops/restore/sideTable';
import { ACCOUNT, REGION } from './aws';
import type { Deployment } from './deployment';
import { deployPolicy, deployRequests, domainParameters, foreignRequests } from './iam/deployRole';
import { saidInVain } from './iam/reference';
import { isAllowed } from './iam/simulate';
import { resourcesOf, roleGrants, roleStatements, trustsOf } from './policies';
import { deployFaults } from './serviceModels/deployFaults';
import { SETTINGS, synthesize } from './synthesize';

const NAMES = Object.keys(tables);

const { prod, dev } = await synthesize(['prod', 'dev'], {
  settings: {
    prod: { ...SETTINGS['prod'], BACKUP_RETENTION_DAYS: '400', KMS_KEY: 'own' },
    dev: { BACKUP_RETENTION_DAYS: '400' },
  },
});

const only = (deployment: Deployment, type: string) => {
  const [resource, ...others] = resourcesOf(deployment, `aws:backup/${type}`);
  expect(others).toEqual([]);
  return resource!;
};

const tablesOf = (deployment: Deployment) => resourcesOf(deployment, 'aws:dynamodb/table:Table');
const tableArn = (name: unknown) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${String(name)}`;
const tableArns = tablesOf(prod).map(({ properties }) => tableArn(properties['name']));

const roleName = 'akasha-labs-prod-Backups';

it.each([
  [1, 1, false],
  [35, 35, false],
  [36, 35, true],
  [3_650, 35, true],
])('%d days are %d days of point-in-time recovery, with daily backups: %s', (days, each, daily) => {
  expect(recoveryDays(days)).toBe(each);
  expect(hasVault(days, true)).toBe(daily);
  expect(hasVault(days, false)).toBe(false);
});

describe('a stage with 400 days of retention', () => {
  it('can restore every table to any second of the last 35 days', () => {
    for (const deployment of [prod, dev]) {
      expect(tablesOf(deployment)).toHaveLength(NAMES.length);
      for (const { properties } of tablesOf(deployment)) {
        expect(properties['pointInTimeRecovery']).toEqual({
          enabled: true,
          recoveryPeriodInDays: 35,
        });
      }
    }
  });

  it('has a vault only if it is prod', () => {
    expect(resourcesOf(prod, 'aws:backup/vault:Vault')).toHaveLength(1);
    expect(dev.resources.filter(({ type }) => type.startsWith('aws:backup/'))).toEqual([]);
  });

  it('keeps a daily backup of every table for as long as the setting says', () => {
    const vault = only(prod, 'vault:Vault');
    const { rules } = only(prod, 'plan:Plan').properties as { rules: object[] };
    expect(rules).toEqual([
      expect.objectContaining({
        targetVaultName: vault.physicalName,
        schedule: 'cron(0 20 * * ? *)',
        lifecycle: { deleteAfter: 400 },
      }),
    ]);
    const { planId, resources } = only(prod, 'selection:Selection').properties;
    expect(planId).toBe(`${only(prod, 'plan:Plan').name.toLowerCase()}-id`);
    expect([...(resources as string[])].sort()).toEqual([...tableArns].sort());
  });

  it('encrypts the vault with the key of the tables', () => {
    const keys = tablesOf(prod).map(
      ({ properties }) => (properties['serverSideEncryption'] as { kmsKeyArn: string }).kmsKeyArn,
    );
    expect(keys[0]).toMatch(/^arn:aws:kms:/);
    expect(new Set(keys)).toEqual(new Set([only(prod, 'vault:Vault').properties['kmsKeyArn']]));
  });

  it('keeps the backups, and the role that deletes them, when the setting is lowered', () => {
    const role = resourcesOf(prod, 'aws:iam/role:Role').find(({ name }) => name === roleName);
    expect([role!.retained, only(prod, 'vault:Vault').retained]).toEqual([true, true]);
    expect(only(prod, 'vault:Vault').properties).not.toHaveProperty('forceDestroy');
  });

  it('lets AWS Backup create and delete backups of these tables, and nothing else', async () => {
    const role = resourcesOf(prod, 'aws:iam/role:Role').find(({ name }) => name === roleName);
    expect(trustsOf(role!.properties['assumeRolePolicy'])).toEqual([
      {
        principals: ['backup.amazonaws.com'],
        conditions: { StringEquals: { 'aws:SourceAccount': [ACCOUNT] } },
      },
    ]);
    const granted = roleGrants(prod, roleName).map(
      ({ action, resource }) => `${action} ${resource}`,
    );
    const onTable = ['CreateBackup', 'DescribeTable', 'ListTagsOfResource', 'StartAwsBackupJob'];
    const onBackup = ['DeleteBackup', 'DescribeBackup'];
    expect(granted.sort()).toEqual(
      tableArns
        .flatMap((table) => [
          ...onTable.map((action) => `dynamodb:${action} ${table}`),
          ...onBackup.map((action) => `dynamodb:${action} ${table}/backup/*`),
        ])
        .sort(),
    );
    expect((await Promise.all(roleStatements(prod, roleName).map(saidInVain))).flat()).toEqual([]);
  });

  it('creates nothing that AWS’s own models reject', () => {
    expect(deployFaults(prod)).toEqual([]);
  });

  it('can be deployed with the deploy role, which reaches no other vault or plan', () => {
    const policy = deployPolicy('prod', domainParameters(prod));
    expect(deployRequests(prod).filter((each) => !isAllowed(policy, each))).toEqual([]);
    const foreign = foreignRequests(prod, { app: 'akasha-labs', stage: 'prod2' });
    const reached = foreign.filter(
      ({ action, resource, context }) =>
        /^(backup|backup-storage|dynamodb):/.test(action) &&
        isAllowed(policy, { action, resource, context }),
    );
    expect([...new Set(reached.map(({ action }) => action))]).toEqual([
      'backup-storage:MountCapsule',
    ]);
  });
});

describe('the restore drill', () => {
  const at = new Date('2026-01-15T12:00:00Z');
  const restores = (stage: string) => ({
    action: 'dynamodb:RestoreTableToPointInTime',
    resource: tableArn(sideTable(`akasha-labs-${stage}-UsersTable-0`, at)),
    context: { 'aws:RequestedRegion': REGION },
  });

  it('restores to names of its own stage only', () => {
    const policy = deployPolicy('prod');
    expect(isAllowed(policy, restores('prod'))).toBe(true);
    for (const other of ['dev', 'preview', 'prod2']) {
      expect(isAllowed(policy, restores(other))).toBe(false);
    }
  });

  it('gives copies names that DynamoDB accepts', () => {
    for (const { physicalName } of tablesOf(prod)) {
      expect(sideTable(physicalName, at)).toBe(`${physicalName}-restored-20260115T120000Z`);
      expect(sideTable(physicalName, at)).toMatch(/^[\w.-]{3,255}$/);
    }
  });
});
