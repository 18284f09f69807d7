import distance from 'damerau-levenshtein';
import { US_EAST_1 } from './usEast1';

/** A setting of a stage: an environment variable, from the shell or from `.env`. */
interface Setting<Value> {
  /** The valid values, as the end of the sentence "DOMAIN must be …". */
  readonly form: string;
  /** What the setting does, for `.env.example`. */
  readonly what: string;
  /** What happens without it. */
  readonly otherwise: string;
  /** The files that use it. */
  readonly usedIn: readonly string[];
  readonly example: string;
  /** Returns `undefined` for a value that the setting cannot have. */
  readonly read: (text: string, stage: string) => Value | undefined;
}

const setting = <Value>(definition: Setting<Value>): Setting<Value> => definition;

const matching =
  (pattern: RegExp) =>
  (text: string): string | undefined =>
    pattern.test(text) ? text : undefined;

const readSwitch = (text: string): boolean | undefined =>
  text === 'true' ? true : text === 'false' ? false : undefined;

const readOneOf =
  <Value extends string>(...values: readonly Value[]) =>
  (text: string): Value | undefined =>
    values.find((value) => value === text);

const readWhole =
  (min: number, max: number) =>
  (text: string): number | undefined =>
    /^[1-9]\d*$/.test(text) && Number(text) >= min && Number(text) <= max
      ? Number(text)
      : undefined;

const readOrigin = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) && url.origin === text ? text : undefined;
};

/** Addresses without quotes and comments, each at most as long as AWS Budgets accepts. */
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?=.{1,190}$)[a-z\d-]+(\.[a-z\d-]+)+$/i;

/** AWS Budgets notifies at most ten addresses. */
const EMAILS_MAX = 10;

const readEmails = (text: string): readonly string[] | undefined => {
  const emails = text.split(',');
  const isValid = emails.length <= EMAILS_MAX && new Set(emails).size === emails.length;
  return isValid && emails.every((each) => EMAIL.test(each)) ? emails : undefined;
};

/** Labels as in RFC 1123, in lowercase. The longest name in front of it has eight characters. */
const HOST = /^(?=.{4,200}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])$/;

const certificateIn = (region: string) =>
  matching(new RegExp(`^arn:aws:acm:${region}:\\d{12}:certificate/[\\w-]+$`));

/** The only region of the product. */
export const REGION = 'ap-south-1';

/** AWS's longest window for point-in-time recovery. */
export const RECOVERY_DAYS_MAX = 35;

/** Every setting. `.env.example` is generated from this list. */
const definitions = {
  STAGE: setting({
    form: 'the stage of the command, if both are given',
    what: 'The stage to deploy, for commands without --stage.',
    otherwise: 'Commands need --stage.',
    usedIn: ['infra/stage.ts'],
    example: 'dev',
    read: (text, stage) => (text === stage ? text : undefined),
  }),
  AWS_REGION: setting({
    form: `${REGION}, the only region of the product`,
    what: 'The region.',
    otherwise: `The region is ${REGION}.`,
    usedIn: ['sst.config.ts'],
    example: REGION,
    read: readOneOf(REGION),
  }),
  AWS_PROFILE: setting({
    form: 'the name of a profile in ~/.aws/config, without spaces around it',
    what: 'The profile whose credentials deploy.',
    otherwise: 'The AWS SDK looks for credentials.',
    usedIn: ['sst.config.ts'],
    example: 'akasha',
    read: matching(/^\S(.{0,126}\S)?$/),
  }),
  DOMAIN: setting({
    form: 'a domain such as labs.example.com, in lowercase, or "none"',
    what: 'The domain of the site. The API is at api.<domain>, the sign-in at auth.<domain>, the CDN at cdn.<domain>.',
    otherwise:
      'prod has works-on-my.cloud, preview has preview.works-on-my.cloud, other stages have none.',
    usedIn: ['infra/domains.ts'],
    example: 'labs.example.com',
    read: (text) => (text === 'none' ? text : matching(HOST)(text)),
  }),
  DNS_ZONE_ID: setting({
    form: 'the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ',
    what: 'The hosted zone of the domain, if it is in the same account. The deploy creates records and certificates.',
    otherwise: 'A domain needs both certificates, and you create the records.',
    usedIn: ['infra/domains.ts'],
    example: 'Z0123456789ABCDEFGHIJ',
    read: matching(/^Z[A-Z\d]{7,31}$/),
  }),
  CERTIFICATE_ARN: setting({
    form: `the ARN of a certificate in ${REGION}`,
    what: 'The certificate for the sign-in and the widgets, if the hosted zone is in another account.',
    otherwise: 'A domain needs DNS_ZONE_ID.',
    usedIn: ['infra/domains.ts'],
    example: `arn:aws:acm:${REGION}:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef`,
    read: certificateIn(REGION),
  }),
  CERTIFICATE_ARN_US_EAST_1: setting({
    form: `the ARN of a certificate in ${US_EAST_1}, where AppSync and CloudFront look for it`,
    what: 'The certificate for the API, the site and the CDN, if the hosted zone is in another account.',
    otherwise: 'A domain needs DNS_ZONE_ID.',
    usedIn: ['infra/domains.ts'],
    example: `arn:aws:acm:${US_EAST_1}:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef`,
    read: certificateIn(US_EAST_1),
  }),
  FRONTEND_URL: setting({
    form: 'an origin such as https://labs.example.com or http://localhost:4321',
    what: "The only origin that may read the sign-in's API, and to which every sign-in returns.",
    otherwise:
      'It is the site of the domain. Without a domain, it is https://works-on-my.cloud for prod, https://preview.works-on-my.cloud for preview, and http://localhost:4321 for other stages.',
    usedIn: ['infra/functions.ts', 'infra/index.ts', 'infra/rest.ts', 'infra/web.ts'],
    example: 'http://localhost:4321',
    read: readOrigin,
  }),
  ALARM_EMAIL: setting({
    form: `one to ${EMAILS_MAX} different email addresses, separated by commas without spaces`,
    what: 'Who receives alarms and budget alerts. Each address must confirm its subscription.',
    otherwise: 'Nobody is subscribed. A deploy of prod warns, and other stages have no alarms.',
    usedIn: ['infra/alarms.ts', 'infra/budget.ts', 'infra/stage.ts'],
    example: 'ops@example.com',
    read: readEmails,
  }),
  BUDGET_MONTHLY_USD: setting({
    form: 'a whole number from 1 to 1000000',
    what: 'The budget of the stage, in US dollars a month.',
    otherwise: 'It is 200 for prod and 20 for other stages.',
    usedIn: ['infra/budget.ts'],
    example: '20',
    read: readWhole(1, 1_000_000),
  }),
  BACKUP_RETENTION_DAYS: setting({
    form: 'a whole number from 1 to 3650',
    what: `For how many days tables can be restored. Up to ${RECOVERY_DAYS_MAX}, to any second. With more, prod also has a daily backup for that time.`,
    otherwise: `It is ${RECOVERY_DAYS_MAX}.`,
    usedIn: ['infra/backup.ts', 'infra/database.ts'],
    example: '35',
    read: readWhole(1, 3_650),
  }),
  ENABLE_XRAY: setting({
    form: '"true" or "false"',
    what: 'Traces the API and the functions with X-Ray.',
    otherwise: 'Traces are on.',
    usedIn: ['infra/graphql.ts', 'infra/observability.ts'],
    example: 'false',
    read: readSwitch,
  }),
  ENABLE_LOGGING: setting({
    form: '"true" or "false"',
    what: 'Logs requests and metrics. With "false", only errors are logged, and no custom metric has data.',
    otherwise: 'Logging is on.',
    usedIn: ['infra/graphql.ts', 'infra/observability.ts'],
    example: 'true',
    read: readSwitch,
  }),
  ENABLE_WAF: setting({
    form: '"true" or "false"',
    what: 'Puts a firewall in front of the API and the CDN.',
    otherwise: 'prod has a firewall, other stages have none.',
    usedIn: ['infra/firewall.ts', 'infra/watch.ts'],
    example: 'true',
    read: readSwitch,
  }),
  KMS_KEY: setting({
    form: '"aws" or "own"',
    what: 'Encrypts tables and backups with a key of AWS, or with a key of the stage.',
    otherwise: 'The key is one of AWS.',
    usedIn: ['infra/encryption.ts'],
    example: 'own',
    read: readOneOf('aws', 'own'),
  }),
};

type Definitions = typeof definitions;
type Name = keyof Definitions;

export const SETTING_NAMES = Object.keys(definitions) as readonly Name[];

/** The values that are set, by name. */
type Given = {
  readonly [Key in Name]?: NonNullable<ReturnType<Definitions[Key]['read']>>;
};

/** The settings of a stage, with defaults. */
export interface Settings {
  /** Absent if the stage has no domain. */
  readonly domain?: string;
  /** Absent if the hosted zone is not in the account. */
  readonly zoneId?: string;
  /** ARNs, if the hosted zone is not in the account. */
  readonly certificates?: { readonly regional: string; readonly global: string };
  /** The single origin that may read the REST API, and to which every sign-in returns. */
  readonly frontendUrl: string;
  readonly alarmEmails: readonly string[];
  readonly budgetUsd: number;
  readonly backupRetentionDays: number;
  readonly xray: boolean;
  readonly logging: boolean;
  readonly waf: boolean;
  readonly ownKey: boolean;
}

const DOMAINS = new Map([
  ['prod', 'works-on-my.cloud'],
  ['preview', 'preview.works-on-my.cloud'],
]);

/**
 * Reads the settings of a stage. An empty variable counts as not set, as CI sets variables without
 * a value.
 *
 * @throws Error with one line for each variable that is wrong or unknown
 */
export function readSettings(env: NodeJS.ProcessEnv, stage: string): Settings {
  const { given, faults: wrong } = readGiven(env, stage, SETTING_NAMES);
  const faults = [...unknownNames(env), ...wrong];
  const settings = withDefaults(given, stage);
  if (faults.length === 0) faults.push(...domainFaults(given, settings.domain));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return settings;
}

/**
 * Checks the settings that decide which stage of which account a command reaches. Commands that do
 * not run the program of `sst.config.ts`, such as `sst remove`, use no others.
 *
 * @throws Error with one line for each variable that is wrong
 */
export function checkAccess(env: NodeJS.ProcessEnv, stage: string): void {
  const { faults } = readGiven(env, stage, ['STAGE', 'AWS_REGION', 'AWS_PROFILE']);
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

function readGiven(
  env: NodeJS.ProcessEnv,
  stage: string,
  names: readonly Name[],
): { given: Given; faults: string[] } {
  const given: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const name of names) {
    const { form, read }: Setting<unknown> = definitions[name];
    const text = env[name];
    if (text === undefined || text === '') continue;
    given[name] = read(text, stage);
    if (given[name] === undefined)
      faults.push(`${name} must be ${form}, not ${JSON.stringify(text)}.`);
  }
  return { given: given as Given, faults };
}

function withDefaults(given: Given, stage: string): Settings {
  const isProduction = stage === 'prod';
  const standard = DOMAINS.get(stage);
  const domain = given.DOMAIN ?? standard;
  const hasDomain = domain !== undefined && domain !== 'none';
  const regional = given.CERTIFICATE_ARN;
  const global = given.CERTIFICATE_ARN_US_EAST_1;
  return {
    ...(hasDomain && { domain }),
    ...(given.DNS_ZONE_ID !== undefined && { zoneId: given.DNS_ZONE_ID }),
    ...(regional !== undefined && global !== undefined && { certificates: { regional, global } }),
    frontendUrl: given.FRONTEND_URL ?? frontendOf(hasDomain ? domain : standard),
    alarmEmails: given.ALARM_EMAIL ?? [],
    budgetUsd: given.BUDGET_MONTHLY_USD ?? (isProduction ? 200 : 20),
    backupRetentionDays: given.BACKUP_RETENTION_DAYS ?? RECOVERY_DAYS_MAX,
    xray: given.ENABLE_XRAY ?? true,
    logging: given.ENABLE_LOGGING ?? true,
    waf: given.ENABLE_WAF ?? isProduction,
    ownKey: given.KMS_KEY === 'own',
  };
}

const frontendOf = (domain: string | undefined): string =>
  domain === undefined ? 'http://localhost:4321' : `https://${domain}`;

/** A domain needs a hosted zone or two certificates, and none of them is used without a domain. */
function domainFaults(given: Given, domain: string | undefined): string[] {
  const parts = ['DNS_ZONE_ID', 'CERTIFICATE_ARN', 'CERTIFICATE_ARN_US_EAST_1'] as const;
  const set = parts.filter((name) => given[name] !== undefined);
  if (domain === undefined) {
    return set.map((name) => `${name} is set, but the stage has no domain: set DOMAIN.`);
  }
  const isComplete = set.join() === 'DNS_ZONE_ID' || set.join() === parts.slice(1).join();
  return isComplete
    ? []
    : [
        `The domain ${domain} needs DNS_ZONE_ID, or else CERTIFICATE_ARN and CERTIFICATE_ARN_US_EAST_1. Set DOMAIN=none for a stage without a domain.`,
      ];
}

/** Variables that begin like this are meant for us. */
const PREFIXES = ['AKASHA_', 'ALARM_', 'BACKUP_', 'BUDGET_', 'CERTIFICATE_', 'DNS_', 'DOMAIN_'];

/**
 * One line for each variable that looks like a setting and is none. `ENABLE_` alone says nothing:
 * GitHub's runners set variables that begin like this.
 */
function unknownNames(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).flatMap((name) => {
    if (Object.hasOwn(definitions, name)) return [];
    // Two letters are half of a short name, such as PAGE.
    const meant = SETTING_NAMES.find(
      (each) => each.length > 7 && distance(each, name.toUpperCase()).steps <= 2,
    );
    if (meant) return [`${name} is not a setting. Did you mean ${meant}?`];
    return PREFIXES.some((prefix) => name.startsWith(prefix))
      ? [`${name} is not a setting. .env.example lists all settings.`]
      : [];
  });
}

/** The content of `.env.example`: every setting, with its form, default and example. */
export const envExample = (): string =>
  [
    '# The settings of a stage. Copy the lines that you need to `.env`, or to `.env.<stage>` for one',
    '# stage. `.env.<stage>` takes precedence over the shell, and the shell over `.env`.',
    '#',
    '# Generated from infra/settings.ts by `npx pnpm vitest run tests/infra/settings -u`.',
    ...Object.entries<Setting<unknown>>(definitions).flatMap(
      ([name, { form, what, otherwise, usedIn, example }]) => [
        '',
        `# ${what}`,
        `# Value: ${form}.`,
        `# Default: ${otherwise}`,
        `# Used in: ${usedIn.join(', ')}`,
        `# ${name}=${example}`,
      ],
    ),
    '',
  ].join('\n');

/** The examples of `.env.example`, by name. */
export const examples: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<Setting<unknown>>(definitions).map(([name, { example }]) => [name, example]),
);
