import { AUTHORIZER } from '../functions/invocations';
import { TOKEN_EXPRESSION } from '../model/session';
import { limits } from '../resolvers/manifest';
import { createFunction, type OwnApi } from './functions';
import { schema } from './schema';
import { isProduction, LOG_RETENTION_DAYS, settings, stageName } from './stage';
import { arnHere, trustOf } from './trust';

const logsRole = new aws.iam.Role(stageName('ApiLogs'), {
  // Any API of the account: AppSync chooses this API's id after it receives the role.
  assumeRolePolicy: trustOf('appsync.amazonaws.com', arnHere('appsync', 'apis/*')),
});

const authorizer = createFunction(AUTHORIZER);

/**
 * The GraphQL API. The authorizer authenticates requests. The key gives access to the fields that
 * the schema marks as public.
 */
export const api = new sst.aws.AppSync('Api', {
  schema: 'schema.graphql',
  transform: {
    api: {
      schema,
      authenticationType: 'AWS_LAMBDA',
      // A cached decision would outlive a logout.
      lambdaAuthorizerConfig: {
        authorizerUri: authorizer.arn,
        authorizerResultTtlInSeconds: 0,
        identityValidationExpression: TOKEN_EXPRESSION,
      },
      additionalAuthenticationProviders: [
        { authenticationType: 'API_KEY' },
        { authenticationType: 'AWS_IAM' },
      ],
      introspectionConfig: isProduction ? 'DISABLED' : 'ENABLED',
      queryDepthLimit: limits.queryDepth,
      resolverCountLimit: limits.resolverCount,
      logConfig: {
        cloudwatchLogsRoleArn: logsRole.arn,
        // The audit trail of ended sessions uses console.log, which the level ERROR omits.
        fieldLogLevel: !settings.logging ? 'ERROR' : isProduction ? 'INFO' : 'ALL',
        // Verbose content includes the headers, and with them session tokens.
        excludeVerboseContent: true,
      },
      xrayEnabled: settings.xray,
      enhancedMetricsConfig: {
        dataSourceLevelMetricsBehavior: 'FULL_REQUEST_DATA_SOURCE_METRICS',
        operationLevelMetricsConfig: 'ENABLED',
        resolverLevelMetricsBehavior: 'FULL_REQUEST_RESOLVER_METRICS',
      },
    },
  },
});

// AppSync chooses the name and would retain the logs forever.
export const apiLogs = new aws.cloudwatch.LogGroup('ApiLogs', {
  name: $interpolate`/aws/appsync/apis/${api.id}`,
  retentionInDays: LOG_RETENTION_DAYS,
});

new aws.iam.RolePolicy('ApiLogsPolicy', {
  role: logsRole.id,
  policy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [$interpolate`${apiLogs.arn}:*`],
      },
    ],
  }).json,
});

new aws.lambda.Permission('ApiMayAuthorize', {
  action: 'lambda:InvokeFunction',
  function: authorizer.name,
  principal: 'appsync.amazonaws.com',
  sourceArn: api.nodes.api.arn,
});

/** The API, for functions that call it. */
export const ownApi: OwnApi = {
  link: new sst.Linkable('GraphqlApi', { properties: { url: api.url! } }),
  arn: api.nodes.api.arn,
};
