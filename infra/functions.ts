import { bundling } from '../functions/bundling';
import { reservedConcurrency } from '../functions/reservedConcurrency';
import { timeouts } from '../functions/timeouts';
import type { Access } from '../model/access';
import { INDEX } from '../model/tables';

import { statements, tables } from './database';
import { secrets } from './secrets';
import { frontendUrl, isProduction, LOG_RETENTION_DAYS, nameWhole, stageName } from './stage';

const frontend = new sst.Linkable('Frontend', { properties: { url: frontendUrl } });
const github = new sst.Linkable('Github', {
  properties: { url: 'https://github.com', apiUrl: 'https://api.github.com' },
});

/** Actions on resources that are no tables. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly $util.Input<string>[];
}

/**
 * In `sst dev` a stand-in takes the function's place, and waits 16 seconds for the function on your
 * machine. With less time it is cut off before it can say that nobody answered.
 *
 * @see https://github.com/anomalyco/sst/issues/5496
 */
const LIVE_TIMEOUT_SECONDS = 20;

interface Definition {
  readonly handler: string;
  readonly timeoutSeconds: number;
  /** Concurrent executions that are reserved for it in `prod`; none when omitted. */
  readonly reserved?: number;
  /** What it may do to tables; it is linked to each of them. */
  readonly access: readonly Access[];
  /** What else it reads. */
  readonly links: readonly (sst.Secret | sst.Linkable<Record<string, $util.Input<string>>>)[];
  /** What else it may do. */
  readonly permissions?: readonly Permission[];
}

/** A function that may do what its definition says and write its own log. */
export function createFunction(name: string, definition: Definition): sst.aws.Function {
  const { handler, timeoutSeconds, reserved, access, links, permissions = [] } = definition;
  const logs = new aws.cloudwatch.LogGroup(`${name}Logs`, {
    namePrefix: `/aws/lambda/${stageName(name)}-`,
    retentionInDays: LOG_RETENTION_DAYS,
  });
  return new sst.aws.Function(name, {
    handler,
    timeout: `${$dev ? Math.max(timeoutSeconds, LIVE_TIMEOUT_SECONDS) : timeoutSeconds} seconds`,
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    // As much as one request at a time needs, and processor enough for a quick start.
    memory: '512 MB',
    // Only there: a new account has a quota of ten, and AWS then refuses every reservation.
    ...(isProduction && reserved !== undefined && { concurrency: { reserved } }),
    nodejs: bundling,
    link: [...access.map(({ table }) => tables[table]), ...links],
    permissions: [
      ...statements(access),
      ...permissions.map(({ actions, resources }) => ({
        actions: [...actions],
        resources: [...resources],
      })),
      {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [$interpolate`${logs.arn}:*`],
      },
    ],
    logging: { logGroup: logs.name, format: 'json' },
    transform: {
      function: (args, options) => nameWhole(name, args, options),
      role(args, options) {
        // AWS's own policy for functions would let it write to every log of the account.
        args.managedPolicyArns = [];
        // SST would let everybody in the account take the role, as `sst dev` must.
        if (!$dev) {
          args.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({
            Service: 'lambda.amazonaws.com',
          });
        }
        return nameWhole(name, args, options);
      },
    },
  });
}

/** The Lambdas that are asked something. Those on the stream are in `streams.ts`. */
export const functions = {
  authorizer: createFunction('Authorizer', {
    handler: 'functions/authorizer.handler',
    timeoutSeconds: timeouts.authorizer,
    reserved: reservedConcurrency.authorizer,
    access: [{ table: 'Sessions', actions: ['GetItem'] }],
    links: [secrets.jwtSecret],
  }),
  start: createFunction('OauthStart', {
    handler: 'functions/oauth/start.handler',
    timeoutSeconds: timeouts.start,
    reserved: reservedConcurrency.start,
    access: [],
    links: [secrets.jwtSecret, secrets.githubClientId, frontend, github],
  }),
  callback: createFunction('OauthCallback', {
    handler: 'functions/oauth/callback.handler',
    timeoutSeconds: timeouts.callback,
    reserved: reservedConcurrency.callback,
    access: [
      { table: 'Users', actions: ['UpdateItem'] },
      { table: 'Sessions', actions: ['PutItem'] },
    ],
    links: [
      secrets.jwtSecret,
      secrets.githubClientId,
      secrets.githubClientSecret,
      frontend,
      github,
    ],
  }),
  token: createFunction('OauthToken', {
    handler: 'functions/oauth/token.handler',
    timeoutSeconds: timeouts.token,
    reserved: reservedConcurrency.token,
    access: [
      { table: 'Sessions', actions: ['GetItem', 'DeleteItem', 'PutItem'] },
      { table: 'Users', actions: ['GetItem', 'UpdateItem'] },
    ],
    links: [secrets.jwtSecret],
  }),
  exerciseStats: createFunction('WidgetStats', {
    handler: 'functions/widgets/exerciseStats.handler',
    timeoutSeconds: timeouts.exerciseStats,
    access: [
      { table: 'Exercises', actions: ['Query'] },
      { table: 'Progress', index: INDEX, actions: ['Query'] },
    ],
    links: [],
  }),
  leaderboard: createFunction('WidgetLeaderboard', {
    handler: 'functions/widgets/leaderboard.handler',
    timeoutSeconds: timeouts.leaderboard,
    access: [{ table: 'Leaderboards', index: INDEX, actions: ['Query'] }],
    links: [],
  }),
  badge: createFunction('WidgetBadge', {
    handler: 'functions/widgets/badge.handler',
    timeoutSeconds: timeouts.badge,
    access: [{ table: 'Exercises', actions: ['Query'] }],
    links: [],
  }),
};
