import { bundling } from '../functions/bundling';
import { timeoutSeconds } from '../functions/timeouts';
import { INDEX } from '../model/tables';
import type { Access } from '../resolvers/manifest';
import { statements, tables } from './database';
import { secrets } from './secrets';
import { frontendUrl, LOG_RETENTION_DAYS, stageName } from './stage';

const frontend = new sst.Linkable('Frontend', { properties: { url: frontendUrl } });
const github = new sst.Linkable('Github', {
  properties: { url: 'https://github.com', apiUrl: 'https://api.github.com' },
});

/** Actions on resources that are no tables. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly $util.Input<string>[];
}

interface Definition {
  readonly handler: string;
  readonly timeout: `${number} seconds`;
  /** What it may do to tables; it is linked to each of them. */
  readonly access: readonly Access[];
  /** What else it reads. */
  readonly links: readonly (sst.Secret | sst.Linkable<Record<string, $util.Input<string>>>)[];
  /** What else it may do. */
  readonly permissions?: readonly Permission[];
}

/** A function that may do what its definition says and write its own log. */
export function createFunction(name: string, definition: Definition): sst.aws.Function {
  const { handler, timeout, access, links, permissions = [] } = definition;
  const logs = new aws.cloudwatch.LogGroup(`${name}Logs`, {
    name: `/aws/lambda/${stageName(name)}`,
    retentionInDays: LOG_RETENTION_DAYS,
  });
  return new sst.aws.Function(name, {
    handler,
    timeout,
    runtime: 'nodejs24.x',
    architecture: 'arm64',
    // As much as one request at a time needs, and processor enough for a quick start.
    memory: '512 MB',
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
      role: {
        // AWS's own policy for functions would let it write to every log of the account.
        managedPolicyArns: [],
        // SST would let everybody in the account take the role, as `sst dev` must.
        ...(!$dev && {
          assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({
            Service: 'lambda.amazonaws.com',
          }),
        }),
      },
    },
  });
}

/** The Lambdas that are asked something. Those on the stream are in `streams.ts`. */
export const functions = {
  authorizer: createFunction('Authorizer', {
    handler: 'functions/authorizer.handler',
    timeout: `${timeoutSeconds.authorizer} seconds`,
    access: [{ table: 'Sessions', actions: ['GetItem'] }],
    links: [secrets.jwtSecret],
  }),
  start: createFunction('OauthStart', {
    handler: 'functions/oauth/start.handler',
    timeout: `${timeoutSeconds.start} seconds`,
    access: [],
    links: [secrets.jwtSecret, secrets.githubClientId, frontend, github],
  }),
  callback: createFunction('OauthCallback', {
    handler: 'functions/oauth/callback.handler',
    timeout: `${timeoutSeconds.callback} seconds`,
    access: [
      { table: 'Users', actions: ['UpdateItem'] },
      { table: 'Sessions', actions: ['PutItem'] },
    ],
    links: [secrets.jwtSecret, secrets.githubClientId, secrets.githubClientSecret, github],
  }),
  token: createFunction('OauthToken', {
    handler: 'functions/oauth/token.handler',
    timeout: `${timeoutSeconds.token} seconds`,
    access: [{ table: 'Sessions', actions: ['DeleteItem', 'PutItem'] }],
    links: [secrets.jwtSecret],
  }),
  exerciseStats: createFunction('WidgetStats', {
    handler: 'functions/widgets/exerciseStats.handler',
    timeout: `${timeoutSeconds.exerciseStats} seconds`,
    access: [
      { table: 'Exercises', actions: ['Query'] },
      { table: 'Progress', index: INDEX, actions: ['Query'] },
    ],
    links: [],
  }),
  leaderboard: createFunction('WidgetLeaderboard', {
    handler: 'functions/widgets/leaderboard.handler',
    timeout: `${timeoutSeconds.leaderboard} seconds`,
    access: [{ table: 'Leaderboards', index: INDEX, actions: ['Query'] }],
    links: [],
  }),
  badge: createFunction('WidgetBadge', {
    handler: 'functions/widgets/badge.handler',
    timeout: `${timeoutSeconds.badge} seconds`,
    access: [{ table: 'Exercises', actions: ['Query'] }],
    links: [],
  }),
};
