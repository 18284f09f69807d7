import { readdirSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { envExample, examples, readSettings } from '../../infra/settings';

const ZONE = 'Z0123456789ABCDEFGHIJ';
const CERTIFICATE = 'arn:aws:acm:ap-south-1:111122223333:certificate/01234567-89ab';
const GLOBAL_CERTIFICATE = CERTIFICATE.replace('ap-south-1', 'us-east-1');

/** The lines of the refusal of an environment, none if it is accepted. */
function refusal(env: Readonly<Record<string, string>>, stage = 'dev'): string[] {
  try {
    readSettings(env, stage);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

it('are listed in .env.example', async () => {
  await expect(envExample()).toMatchFileSnapshot('../../.env.example');
});

it('of .env.example are all comments, and valid without them', () => {
  expect(parseEnv(envExample())).toEqual({});
  const { CERTIFICATE_ARN, CERTIFICATE_ARN_US_EAST_1, DNS_ZONE_ID, ...rest } = parseEnv(
    envExample().replace(/^# (?=[A-Z][A-Z\d_]+=)/gm, ''),
  ) as Record<string, string>;
  expect({ CERTIFICATE_ARN, CERTIFICATE_ARN_US_EAST_1, DNS_ZONE_ID, ...rest }).toEqual(examples);
  expect(refusal({ ...rest, DNS_ZONE_ID: DNS_ZONE_ID! })).toEqual([]);
  expect(
    refusal({
      ...rest,
      CERTIFICATE_ARN: CERTIFICATE_ARN!,
      CERTIFICATE_ARN_US_EAST_1: CERTIFICATE_ARN_US_EAST_1!,
    }),
  ).toEqual([]);
});

it('of .env.example name the files that use them', () => {
  /** The property of `settings` that each variable sets. SST reads the first three itself. */
  const properties: Readonly<Record<string, keyof ReturnType<typeof readSettings>>> = {
    DOMAIN: 'domain',
    DNS_ZONE_ID: 'zoneId',
    CERTIFICATE_ARN: 'certificates',
    CERTIFICATE_ARN_US_EAST_1: 'certificates',
    FRONTEND_URL: 'frontendUrl',
    ALARM_EMAIL: 'alarmEmails',
    BUDGET_MONTHLY_USD: 'budgetUsd',
    BACKUP_RETENTION_DAYS: 'backupRetentionDays',
    ENABLE_XRAY: 'xray',
    ENABLE_LOGGING: 'logging',
    ENABLE_WAF: 'waf',
    KMS_KEY: 'ownKey',
  };
  const folder = new URL('../../infra/', import.meta.url);
  const sources = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'settings.ts')
    .map((file) => [`infra/${file}`, readFileSync(new URL(file, folder), 'utf8')] as const);
  const named = [...envExample().matchAll(/^# Used in: (.+)\n# (\w+)=/gm)].map(
    ([, files, name]) => [name!, files!.split(', ').sort()] as const,
  );
  expect(named.map(([name]) => name)).toEqual([
    ...['STAGE', 'AWS_REGION', 'AWS_PROFILE'],
    ...Object.keys(properties),
  ]);
  for (const [name, files] of named.slice(3)) {
    const use = new RegExp(
      `settings\\.${properties[name]}\\b|\\{ ${properties[name]} \\} = settings`,
    );
    const using = sources.filter(([, text]) => use.test(text)).map(([file]) => file);
    expect(files, name).toEqual(using.sort());
  }
});

describe('without variables', () => {
  it.each(['dev', 'ada', 'constructor'])('give %s no domain and no firewall', (stage) => {
    expect(readSettings({}, stage)).toEqual({
      frontendUrl: 'http://localhost:4321',
      alarmEmails: [],
      budgetUsd: 20,
      backupRetentionDays: 35,
      xray: true,
      logging: true,
      waf: false,
      ownKey: false,
    });
  });

  it.each([
    ['preview', 'preview.works-on-my.cloud', false, 20],
    ['prod', 'works-on-my.cloud', true, 200],
  ])('give %s the domain %s, once it has a zone', (stage, domain, waf, budgetUsd) => {
    const message = `The domain ${domain} needs DNS_ZONE_ID, or else CERTIFICATE_ARN and CERTIFICATE_ARN_US_EAST_1. Set DOMAIN=none for a stage without a domain.`;
    expect(refusal({}, stage)).toEqual([message]);
    expect(readSettings({ DNS_ZONE_ID: ZONE }, stage)).toMatchObject({
      domain,
      zoneId: ZONE,
      frontendUrl: `https://${domain}`,
      waf,
      budgetUsd,
    });
    const without = readSettings({ DOMAIN: 'none' }, stage);
    expect(without).toMatchObject({ frontendUrl: `https://${domain}` });
    expect(without).not.toHaveProperty('domain');
  });
});

describe('with variables', () => {
  it('have their values', () => {
    expect(
      readSettings(
        {
          STAGE: 'dev',
          AWS_REGION: 'ap-south-1',
          AWS_PROFILE: 'my profile',
          DOMAIN: 'labs.example.com',
          CERTIFICATE_ARN: CERTIFICATE,
          CERTIFICATE_ARN_US_EAST_1: GLOBAL_CERTIFICATE,
          FRONTEND_URL: 'http://localhost:3000',
          ALARM_EMAIL: 'ops@example.com,ada+akasha@example.co.uk',
          BUDGET_MONTHLY_USD: '7',
          BACKUP_RETENTION_DAYS: '365',
          ENABLE_XRAY: 'false',
          ENABLE_LOGGING: 'false',
          ENABLE_WAF: 'true',
          KMS_KEY: 'own',
        },
        'dev',
      ),
    ).toEqual({
      domain: 'labs.example.com',
      certificates: { regional: CERTIFICATE, global: GLOBAL_CERTIFICATE },
      frontendUrl: 'http://localhost:3000',
      alarmEmails: ['ops@example.com', 'ada+akasha@example.co.uk'],
      budgetUsd: 7,
      backupRetentionDays: 365,
      xray: false,
      logging: false,
      waf: true,
      ownKey: true,
    });
  });

  it('that are empty, are the same as without', () => {
    const empty = Object.fromEntries(Object.keys(examples).map((name) => [name, '']));
    expect(readSettings(empty, 'dev')).toEqual(readSettings({}, 'dev'));
  });

  it('of other programs, are the same as without', () => {
    const foreign = {
      PATH: '/bin',
      PAGER: 'less',
      LANG: 'C',
      AWS_REGION: 'ap-south-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_PROFILES: 'x',
      ENABLE_RUNNER_TRACING: 'true',
      SST_STAGE: 'dev',
      STAGES: 'x',
      USERDOMAIN: 'HOME',
      LOGNAME: 'ada',
      CI: 'true',
    };
    expect(refusal(foreign)).toEqual(['AWS_PROFILES is not a setting. Did you mean AWS_PROFILE?']);
  });
});

describe('stop a deploy, and name the variable,', () => {
  const wrong: Readonly<Record<string, readonly string[]>> = {
    STAGE: ['prod', 'dev ', 'DEV'],
    AWS_REGION: ['us-east-1', 'ap-south-2', 'ap_south_1', ' ap-south-1'],
    AWS_PROFILE: [' ', 'akasha ', 'a\nb'],
    DOMAIN: [
      ...['localhost', 'Example.com', 'https://example.com', 'example.com/', '*.a.com'],
      ...['example.com.', '-a.com', 'a-.com', 'a..com', 'a_b.com', '1.2.3.4', 'None'],
      `${'a'.repeat(64)}.com`,
    ],
    DNS_ZONE_ID: ['example.com', 'z0123456789abcdefghij', '/hostedzone/Z0123456789ABCDEFGHIJ'],
    CERTIFICATE_ARN: [GLOBAL_CERTIFICATE, 'certificate/1', CERTIFICATE.replace('acm', 'iam')],
    CERTIFICATE_ARN_US_EAST_1: [CERTIFICATE, `${GLOBAL_CERTIFICATE} `],
    FRONTEND_URL: [
      ...['localhost:4321', 'https://a.com/', 'https://a.com/b', 'ftp://a.com'],
      ...['https://A.com', 'https://a.com:443', '*'],
    ],
    ALARM_EMAIL: [
      ...['ops', 'ops@localhost', 'Ops <ops@a.com>', 'a@a.com, b@a.com', 'a@a.com,'],
      ...['a@a.com,a@a.com', Array.from({ length: 11 }, (_, i) => `a${i}@a.com`).join()],
    ],
    BUDGET_MONTHLY_USD: ['0', '-1', '1.5', '20 USD', '$20', '1e3', '1000001', '007'],
    BACKUP_RETENTION_DAYS: ['0', '3651', '35 days', '1.0', '-7'],
    ENABLE_XRAY: ['1', 'yes', 'TRUE', 'true '],
    ENABLE_LOGGING: ['0', 'off', 'False'],
    ENABLE_WAF: ['on', 'null'],
    KMS_KEY: ['true', 'OWN', 'arn:aws:kms:ap-south-1:111122223333:key/1'],
  };
  const values = Object.entries(wrong).flatMap(([name, each]) =>
    each.map((value) => [name, value] as const),
  );

  it('for at least forty wrong values', () => {
    expect(values.length).toBeGreaterThan(40);
    expect(new Set(values.map(([name]) => name))).toEqual(new Set(Object.keys(examples)));
  });

  it.each(values)('for %s=%j', (name, value) => {
    const [line, ...others] = refusal({ [name]: value });
    expect(others).toEqual([]);
    expect(line).toMatch(new RegExp(`^${name} must be .+, not "`, 's'));
    expect(line).toContain(`, not ${JSON.stringify(value)}.`);
  });

  it.each([
    ['ENABLE_XRAYS', 'ENABLE_XRAY'],
    ['ENABLE_LOGING', 'ENABLE_LOGGING'],
    ['Enable_Waf', 'ENABLE_WAF'],
    ['ALARMS_EMAIL', 'ALARM_EMAIL'],
    ['BUDGET_MONTHLY_USDT', 'BUDGET_MONTHLY_USD'],
    ['DNS_ZONEID', 'DNS_ZONE_ID'],
  ])('for the unknown %s', (name, meant) => {
    expect(refusal({ [name]: 'x' })).toEqual([`${name} is not a setting. Did you mean ${meant}?`]);
  });

  it.each(['AKASHA_STAGE', 'DOMAIN_NAME', 'BACKUP_DAYS', 'ALARM_TOPIC', 'CERTIFICATE_BODY'])(
    'for the unknown %s, which begins like a setting',
    (name) => {
      expect(refusal({ [name]: 'x' })).toEqual([
        `${name} is not a setting. .env.example lists all settings.`,
      ]);
    },
  );

  it.each([
    [{ DNS_ZONE_ID: ZONE }, ['DNS_ZONE_ID']],
    [
      { CERTIFICATE_ARN: CERTIFICATE, CERTIFICATE_ARN_US_EAST_1: GLOBAL_CERTIFICATE },
      ['CERTIFICATE_ARN', 'CERTIFICATE_ARN_US_EAST_1'],
    ],
    [{ DOMAIN: 'none', DNS_ZONE_ID: ZONE }, ['DNS_ZONE_ID']],
  ])('for %o without a domain', (env, names) => {
    expect(refusal(env)).toEqual(
      names.map((name) => `${name} is set, but the stage has no domain: set DOMAIN.`),
    );
  });

  it.each([
    {},
    { CERTIFICATE_ARN: CERTIFICATE },
    { CERTIFICATE_ARN_US_EAST_1: GLOBAL_CERTIFICATE },
    { CERTIFICATE_ARN: CERTIFICATE, DNS_ZONE_ID: ZONE },
  ])('for a domain with only %o', (env) => {
    expect(refusal({ DOMAIN: 'labs.example.com', ...env })).toEqual([
      expect.stringMatching(/^The domain labs\.example\.com needs DNS_ZONE_ID, or else /),
    ]);
  });

  it('with a line for each of them', () => {
    const faults = refusal({ ENABLE_WAF: 'on', BUDGET_MONTHLY_USD: '0', DOMAIN_NAME: 'x' });
    expect(faults.map((line) => line.split(' ')[0])).toEqual([
      'DOMAIN_NAME',
      'BUDGET_MONTHLY_USD',
      'ENABLE_WAF',
    ]);
  });
});
