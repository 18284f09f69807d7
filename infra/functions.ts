import { bundling } from '../functions/bundling';
import type { LinkName } from '../functions/lib/config';
import { lambdas, type Lambda, type LambdaName } from '../functions/manifest';
import { statements, tables } from './database';
import { logLevels, powertools, tracing, tracingPermissions } from './observability';
import { originSecrets } from './originSecret';
import { secrets } from './secrets';
import { isProduction, LOG_RETENTION_DAYS, nameWhole, settings, stageName } from './stage';
import type { DeployedFunction } from './stageResources';

type Linkable = sst.Secret | sst.Linkable<Record<string, $util.Input<string>>>;

/** The links of the manifest, except tables and those to our own API. */
const links: Readonly<Record<Exclude<LinkName, 'PublicApi'>, Linkable>> = {
  ...secrets,
  Frontend: new sst.Linkable('Frontend', { properties: { url: settings.frontendUrl } }),
  OriginSecret: new sst.Linkable('OriginSecret', {
    properties: {
      current: secrets.JwtSecret.value.apply((secret) => originSecrets(secret).current),
      previous: secrets.JwtSecret.value.apply((secret) => originSecrets(secret).previous),
    },
  }),
  Github: new sst.Linkable('Github', {
    properties: { url: 'https://github.com', apiUrl: 'https://api.github.com' },
  }),
};

/** Actions on resources. */
interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly $util.Input<string>[];
}

/** Our own API, for functions that request fields from it. */
export interface OwnApi {
  readonly link: Linkable;
  readonly arn: $util.Input<string>;
}

/** What only some functions need, and what is created after `links`. */
interface Reach {
  /** Our own API, for a function that is created after it. */
  readonly api?: OwnApi;
  /** Our own API with its public key, for a function that is created after both. */
  readonly publicApi?: Linkable;
  /** Permissions for the actions of its invoker on its behalf. */
  readonly permissions?: readonly Permission[];
}

/** The functions that were created, with their log groups, for the alarms and the dashboard. */
export const created: { [Name in LambdaName]?: DeployedFunction<$util.Output<string>> } = {};

/**
 * In `sst dev`, a stub replaces the function and waits up to 16 seconds for the function on your
 * machine. With a shorter timeout, it would be cut off before it can report that nothing responded.
 *
 * @see https://github.com/anomalyco/sst/issues/5496
 */
const LIVE_TIMEOUT_SECONDS = 20;

/**
 * Creates a function with the permissions that the manifest declares, and with permission to write
 * its own log.
 */
export function createFunction(name: LambdaName, reach: Reach = {}): sst.aws.Function {
  const { handler, timeoutSeconds, memoryMb, reserved, access, ...lambda }: Lambda = lambdas[name];
  const ownApi = apiAccess(name, lambda.fields, reach.api);
  const logs = new aws.cloudwatch.LogGroup(`${name}Logs`, {
    namePrefix: `/aws/lambda/${stageName(name)}-`,
    retentionInDays: LOG_RETENTION_DAYS,
  });
  const permissions: readonly Permission[] = [
    ...statements(access),
    ...(reach.permissions ?? []),
    ...ownApi.permissions,
    ...tracingPermissions,
    {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [$interpolate`${logs.arn}:*`],
    },
  ];
  const lambdaFunction = new sst.aws.Function(name, {
    handler,
    timeout: `${$dev ? Math.max(timeoutSeconds, LIVE_TIMEOUT_SECONDS) : timeoutSeconds} seconds`,
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    memory: `${memoryMb} MB`,
    // Only in production: a new account has a quota of ten, and AWS then refuses every reservation.
    ...(isProduction && reserved !== undefined && { concurrency: { reserved } }),
    nodejs: bundling,
    environment: { ...powertools },
    link: [
      ...access.map(({ table }) => tables[table]),
      ...lambda.links.map((link) => linkOf(name, link, reach)),
      ...ownApi.links,
    ],
    permissions: permissions.map(({ actions, resources }) => ({
      actions: [...actions],
      resources: [...resources],
    })),
    logging: { logGroup: logs.name, format: 'json' },
    transform: {
      function(args, options) {
        args.loggingConfig = { logFormat: 'JSON', logGroup: logs.name, ...logLevels };
        args.tracingConfig = tracing;
        return nameWhole(name, args, options);
      },
      role(args, options) {
        // AWS's managed policy for functions would allow writing to every log of the account.
        args.managedPolicyArns = [];
        // SST would allow everyone in the account to assume the role, as `sst dev` requires.
        if (!$dev) {
          args.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({
            Service: 'lambda.amazonaws.com',
          });
        }
        return nameWhole(name, args, options);
      },
    },
  });
  created[name] = { name: lambdaFunction.name, logs: logs.name };
  return lambdaFunction;
}

function linkOf(name: LambdaName, link: LinkName, { publicApi }: Reach): Linkable {
  if (link !== 'PublicApi') return links[link];
  if (!publicApi) {
    throw new Error(
      `functions/manifest.ts: ${name} is created before the API's key and cannot have the link PublicApi.`,
    );
  }
  return publicApi;
}

/** The permissions of a function that requests fields from the API. Empty if it requests none. */
function apiAccess(
  name: LambdaName,
  fields: Lambda['fields'] = [],
  api: OwnApi | undefined,
): { readonly links: readonly Linkable[]; readonly permissions: readonly Permission[] } {
  if (fields.length === 0) return { links: [], permissions: [] };
  if (!api)
    throw new Error(
      `functions/manifest.ts: ${name} is created before the API and cannot call it. Remove its "fields".`,
    );
  const resources = fields.map((field) => {
    const [type, fieldName] = field.split('.');
    return $interpolate`${api.arn}/types/${type!}/fields/${fieldName!}`;
  });
  return { links: [api.link], permissions: [{ actions: ['appsync:GraphQL'], resources }] };
}
