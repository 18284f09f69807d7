import { readFileSync } from 'node:fs';
import { getIntrospectionQuery, parse } from 'graphql';
import { readSchema } from 'local-appsync';
import { describe, expect, it } from 'vitest';
import { streamInvocations } from '../../functions/invocations';
import { lambdas, type Lambda, type LambdaName } from '../../functions/manifest';
import { deployableSchema } from '../../infra/deployableSchema';
import { platformFolder } from '../../infra/platform/install';
import { tableNames } from '../../local/config';
import { TOKEN_EXPRESSION } from '../../model/session';
import { tables, type IndexDefinition, type TableNames } from '../../model/tables';
import { bundle, resolverFile, stepFile } from '../../resolvers/bundle';
import {
  manifest,
  sources,
  steps,
  type ResolvedField,
  type Resolver,
  type Source,
  type StepName,
} from '../../resolvers/manifest';
import { pageKey } from '../../resolvers/pageKey';
import type { Deployment } from './deployment';
import { depthOf } from './depth';
import { describeDeployability, namesOf } from './deployability';
import { deployRequests } from './iam/deployRole';
import { describeLogCommands } from './logCommands';
import { resourceOf, resourcesOf, roleGrants, trustsOf } from './policies';
import { recordUses } from './recordUses';
import { deployFaults } from './serviceModels/deployFaults';
import { summarize } from './summary';
import { SECRETS, synthesize } from './synthesize';

const STAGES = ['dev', 'preview', 'prod'] as const;
/** A stage with a name of the maximum length. */
const LONGEST = 'abcdefghijklmnopqrst';
/** The stage of a developer who runs `sst dev`. */
const LIVE = 'ada';

const [{ [LIVE]: live, ...deployments }, uses] = await Promise.all([
  synthesize([...STAGES, LONGEST, LIVE], { live: [LIVE] }),
  recordUses(),
]);
const { prod } = deployments;
const everyStage = Object.entries(deployments);

/** The properties of the only resource of a type. */
function only(deployment: Deployment, type: string): Readonly<Record<string, unknown>> {
  const [first, ...others] = resourcesOf(deployment, type);
  expect(others).toEqual([]);
  return first!.properties;
}

const propertiesOf = (deployment: Deployment, type: string) =>
  resourcesOf(deployment, type).map(({ properties }) => properties);

const api = (deployment: Deployment) => only(deployment, 'aws:appsync/graphQLApi:GraphQLApi');
const functionsOf = (deployment: Deployment) =>
  propertiesOf(deployment, 'aws:lambda/function:Function');
/** The event source mapping that invokes a function with records of a stream. */
interface Mapping {
  readonly eventSourceArn: string;
  readonly functionName: string;
  readonly destinationConfig: { readonly onFailure: { readonly destinationArn: string } };
}

const mappingsOf = (deployment: Deployment) =>
  propertiesOf(
    deployment,
    'aws:lambda/eventSourceMapping:EventSourceMapping',
  ) as unknown as readonly Mapping[];
/** The ARN of a function of `prod`. */
const functionArn = (name: LambdaName): string => {
  const { physicalName } = resourceOf(prod, 'aws:lambda/function:Function', `${name}Function`);
  return `arn:aws:lambda:ap-south-1:111122223333:function:${physicalName}`;
};

const tablesOf = (deployment: Deployment) => resourcesOf(deployment, 'aws:dynamodb/table:Table');

it.each(STAGES)('%s creates what its summary lists', async (stage) => {
  await expect(summarize(deployments[stage])).toMatchFileSnapshot(`stages/${stage}.yml`);
});

describe.each(everyStage)('%s', (stage, deployment) => {
  describeDeployability(deployment);

  it('is in Mumbai, with the provider version that SST itself uses', () => {
    const { dependencies } = JSON.parse(readFileSync(`${platformFolder}/package.json`, 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(deployment.app.providers.aws).toMatchObject({
      region: 'ap-south-1',
      version: dependencies['@pulumi/aws'],
    });
  });

  it('has the tables of the model: keys, indexes, expiry, stream, on-demand billing', () => {
    const deployed = tablesOf(deployment).map(({ name, properties }) => ({
      name,
      hashKey: properties['hashKey'],
      rangeKey: properties['rangeKey'],
      indexes: properties['globalSecondaryIndexes'],
      ttl: properties['ttl'],
      stream: properties['streamViewType'],
      billingMode: properties['billingMode'],
    }));
    const defined = Object.entries(tables).map(([name, table]) => ({
      name: `${name}Table`,
      hashKey: table.hashKey,
      rangeKey: table.rangeKey,
      indexes: Object.entries<IndexDefinition>(table.indexes).map(
        ([index, { hashKey, rangeKey, attributes }]) => ({
          name: index,
          hashKey,
          rangeKey,
          ...(attributes
            ? { projectionType: 'INCLUDE', nonKeyAttributes: attributes }
            : { projectionType: 'ALL' }),
        }),
      ),
      ttl: 'ttl' in table ? { attributeName: table.ttl, enabled: true } : undefined,
      stream: 'stream' in table ? table.stream : undefined,
      billingMode: 'PAY_PER_REQUEST',
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(deployed.sort(byName)).toEqual(defined.sort(byName));
  });

  it('has point-in-time recovery and audited encryption for every table', () => {
    for (const { properties } of tablesOf(deployment)) {
      expect(properties['pointInTimeRecovery']).toEqual({
        enabled: true,
        recoveryPeriodInDays: 35,
      });
      expect(properties['serverSideEncryption']).toEqual({ enabled: true });
    }
  });

  it('calls the authorizer for every request, without caching the result', () => {
    const authorizer = resourceOf(
      deployment,
      'aws:lambda/function:Function',
      'AuthorizerFunction',
    ).physicalName;
    expect(api(deployment)['authenticationType']).toBe('AWS_LAMBDA');
    expect(api(deployment)['lambdaAuthorizerConfig']).toEqual({
      authorizerUri: `arn:aws:lambda:ap-south-1:111122223333:function:${authorizer}`,
      authorizerResultTtlInSeconds: 0,
      identityValidationExpression: TOKEN_EXPRESSION,
    });
    expect(
      resourceOf(deployment, 'aws:lambda/permission:Permission', 'ApiMayAuthorize').properties,
    ).toMatchObject({
      action: 'lambda:InvokeFunction',
      principal: 'appsync.amazonaws.com',
      sourceArn: 'arn:aws:appsync:ap-south-1:111122223333:apis/apiapi-id',
    });
  });

  it('also accepts the API key and IAM', () => {
    expect(api(deployment)['additionalAuthenticationProviders']).toEqual([
      { authenticationType: 'API_KEY' },
      { authenticationType: 'AWS_IAM' },
    ]);
  });

  it('limits the depth and resolvers of a query, but allows introspection queries', () => {
    expect(api(deployment)).toMatchObject({ queryDepthLimit: 16, resolverCountLimit: 250 });
    expect(depthOf(parse(getIntrospectionQuery()))).toBe(15);
  });

  it('traces, measures and logs the API, without tokens in the logs', () => {
    expect(api(deployment)).toMatchObject({
      xrayEnabled: true,
      enhancedMetricsConfig: { operationLevelMetricsConfig: 'ENABLED' },
      logConfig: { excludeVerboseContent: true },
    });
  });

  it('renews the API key for a year, and alerts operators before it expires', () => {
    const day = 86_400_000;
    const expires = Date.parse(String(only(deployment, 'aws:appsync/apiKey:ApiKey')['expires']));
    const left = (expires - Date.UTC(2026, 0, 15, 12)) / day;
    expect(left).toBeGreaterThan(363);
    // AppSync rejects more than 365.
    expect(left).toBeLessThan(365);
    const { scheduleExpression, target } = only(deployment, 'aws:scheduler/schedule:Schedule') as {
      scheduleExpression: string;
      target: { input: string; arn: string };
    };
    const [, at] = /^at\((.*)\)$/.exec(scheduleExpression)!;
    expect(expires - Date.parse(`${at}Z`)).toBe(30 * day);
    expect(target.input).toContain(stage);
    expect(target.arn).toBe(deployment.outputs['alarms']);
  });

  it('gives every function a current runtime on arm64, a short timeout and enough memory', () => {
    for (const properties of functionsOf(deployment)) {
      expect(properties).toMatchObject({
        runtime: 'nodejs24.x',
        architectures: ['arm64'],
        memorySize: 512,
      });
      // Functions on the stream have no waiting client, and a call of theirs can take 20 seconds.
      const isOnStream = mappingsOf(deployment).some(
        ({ functionName }) => functionName === properties['name'],
      );
      if (isOnStream) expect(properties['timeout']).toBeGreaterThan(20);
      expect(properties['timeout']).toBeLessThanOrEqual(isOnStream ? 60 : 15);
    }
    expect(
      resourceOf(deployment, 'aws:lambda/function:Function', 'AuthorizerFunction').properties[
        'timeout'
      ],
    ).toBe(3);
  });

  it.each([
    ['CountRanks', 'ProgressTable', lambdas.CountRanks.invokedBy.filter],
    ['PublishCompletion', 'ProgressTable', lambdas.PublishCompletion.invokedBy.filter],
    ['RenamePerson', 'UsersTable', lambdas.RenamePerson.invokedBy.filter],
  ])('invokes %s with changes of %s, in batches, with retries', (name, table, filters) => {
    const { properties } = resourceOf(
      deployment,
      'aws:lambda/eventSourceMapping:EventSourceMapping',
      `${name}Stream`,
    );
    const fn = resourceOf(deployment, 'aws:lambda/function:Function', `${name}Function`);
    const { properties: streaming } = resourceOf(deployment, 'aws:dynamodb/table:Table', table);
    expect(properties).toMatchObject({
      functionName: fn.properties['name'],
      eventSourceArn: expect.stringContaining(
        `table/${String(streaming['name'])}/stream/`,
      ) as string,
      startingPosition: 'TRIM_HORIZON',
      filterCriteria: { filters: filters.map((each) => ({ pattern: JSON.stringify(each) })) },
      batchSize: 100,
      maximumBatchingWindowInSeconds: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 10,
      maximumRecordAgeInSeconds: 3_600,
    });
  });

  it('sends records that were given up to an encrypted queue, and alerts operators', () => {
    const [queue] = resourcesOf(deployment, 'aws:sqs/queue:Queue');
    const { physicalName: queueName, properties } = queue!;
    expect(properties).toMatchObject({
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 14 * 24 * 60 * 60,
    });
    const mappings = mappingsOf(deployment);
    expect(mappings).toHaveLength(streamInvocations.length);
    for (const { destinationConfig } of mappings) {
      expect(destinationConfig.onFailure.destinationArn).toMatch(new RegExp(`:${queueName}$`));
    }
  });

  it('bundles functions with the same options as the test of their size', () => {
    expect(deployment.builds).toHaveLength(functionsOf(deployment).length);
    for (const { properties } of deployment.builds) {
      expect(properties.minify).toBe(true);
      expect(properties.esbuild?.external).toContain('@aws-sdk/credential-provider-ini');
    }
  });

  it('deletes logs after 30 days', () => {
    const groups = resourcesOf(deployment, 'aws:cloudwatch/logGroup:LogGroup');
    expect(groups.map(({ properties }) => properties['retentionInDays'])).toEqual(
      groups.map(() => 30),
    );
    const names = groups.map(({ physicalName }) => physicalName);
    for (const { loggingConfig } of functionsOf(deployment)) {
      expect(names).toContain((loggingConfig as { logGroup: string }).logGroup);
    }
    expect(names).toContain('/aws/appsync/apis/apiapi-id');
  });

  it.each([
    ['sign-in', 'RestStage', 50, 100],
    ['widgets', 'WidgetsStage', 200, 400],
  ])('throttles the REST API of the %s', (_, name, rate, burst) => {
    const { properties } = resourceOf(deployment, 'aws:apigatewayv2/stage:Stage', name);
    expect(properties['defaultRouteSettings']).toMatchObject({
      throttlingRateLimit: rate,
      throttlingBurstLimit: burst,
    });
  });

  it('serves the routes of the sign-in and of the widgets on separate APIs', () => {
    const routes = propertiesOf(deployment, 'aws:apigatewayv2/route:Route');
    expect(
      routes.map(({ apiId, routeKey }) => `${String(apiId)}: ${String(routeKey)}`).sort(),
    ).toEqual([
      'restapi-id: GET /.well-known/akasha-labs.json',
      'restapi-id: GET /auth/github',
      'restapi-id: GET /auth/github/callback',
      'restapi-id: POST /auth/token',
      'widgetsapi-id: ANY /v1/exercises/{id}/badge.svg',
      'widgetsapi-id: ANY /v1/exercises/{id}/stats.json',
      'widgetsapi-id: ANY /v1/leaderboard.json',
    ]);
  });

  it('leaves CORS for widgets to their functions', () => {
    // With any configuration, even an empty one, the gateway handles CORS and allows no origin.
    const { properties } = resourceOf(deployment, 'aws:apigatewayv2/api:Api', 'WidgetsApi');
    expect(Object.keys(properties)).not.toContain('corsConfiguration');
  });

  it('exposes no secret value, in an environment or elsewhere', () => {
    const shown = JSON.stringify(
      deployment.resources.filter(({ type }) => type.startsWith('aws:')),
    );
    for (const value of Object.values(SECRETS)) expect(shown).not.toContain(value);
  });

  it('outputs every address', () => {
    expect(Object.keys(deployment.outputs)).toEqual(
      expect.arrayContaining([
        ...[
          'api',
          'realtime',
          'auth',
          'widgets',
          'site',
          'apiKey',
          'alarms',
          'deadLetters',
          'bundles',
        ],
        ...Object.keys(tables).map((table) => `table${table}`),
      ]),
    );
  });

  it('lets each role be assumed by only one service, on behalf of our own resources', () => {
    const here = (service: string, resource: string) => ({
      StringEquals: { 'aws:SourceAccount': ['111122223333'] },
      ArnLike: { 'aws:SourceArn': [`arn:aws:${service}:ap-south-1:111122223333:${resource}`] },
    });
    const appsync = (api: string) => ({
      principals: ['appsync.amazonaws.com'],
      conditions: here('appsync', `apis/${api}`),
    });
    const expected = (role: string) => {
      if (role.startsWith('ApiDataSource')) return appsync('apiapi-id');
      // The role is created before the API.
      if (role.endsWith('-ApiLogs')) return appsync('*');
      if (role.endsWith('-ApiKeyReminder')) {
        return {
          principals: ['scheduler.amazonaws.com'],
          conditions: here('scheduler', 'schedule-group/default'),
        };
      }
      // Lambda sends no source when it assumes a role, and only we can pass our roles to it.
      return { principals: ['lambda.amazonaws.com'], conditions: {} };
    };
    const roles = resourcesOf(deployment, 'aws:iam/role:Role');
    expect(roles.length).toBeGreaterThan(15);
    for (const { name, properties } of roles) {
      expect(trustsOf(properties['assumeRolePolicy']), name).toEqual([expected(name)]);
    }
  });

  it('encrypts the API key in its outputs', () => {
    expect(deployment.secretOutputs).toEqual(['apiKey']);
  });

  it('has no role with access to all actions or all resources', () => {
    const roles = resourcesOf(deployment, 'aws:iam/role:Role');
    const grants = roles.flatMap(({ name }) => roleGrants(deployment, name));
    expect(grants.length).toBeGreaterThan(20);
    for (const { action, resource } of grants) {
      expect(action).not.toContain('*');
      // Lambda's documentation requires it, and IAM cannot limit it to a stream.
      if (action === 'dynamodb:ListStreams') continue;
      // IAM cannot limit them to a resource.
      if (action.startsWith('xray:')) continue;
      // The streams of one log group, which have the time in their names.
      expect(resource.replace(/(:log-group:[^*]+):\*$/, '$1')).not.toContain('*');
    }
    for (const { properties } of roles) expect(properties['managedPolicyArns'] ?? []).toEqual([]);
  });
});

describe('sst dev', () => {
  it('creates what its summary lists', async () => {
    await expect(summarize(live)).toMatchFileSnapshot('stages/sst-dev.yml');
  });

  it('extends the timeouts of functions, which wait for the developer’s machine', () => {
    const timeouts = functionsOf(live).map(({ timeout }) => Number(timeout));
    expect(timeouts).toHaveLength(functionsOf(prod).length);
    // SST's proxy for a function waits 16 seconds.
    expect(Math.min(...timeouts)).toBe(20);
    expect(Math.max(...timeouts)).toBe(60);
  });

  it('watches the schema, which a deploy does not', () => {
    const commands = (deployment: Deployment) =>
      resourcesOf(deployment, 'sst:sst:DevCommand').map(({ name }) => name);
    expect(commands(live)).toEqual(['Schema']);
    expect(commands(prod)).toEqual([]);
  });

  it('creates the same names, and no resource that AWS’s own models reject', () => {
    expect(deployFaults(live)).toEqual([]);
    const names = (deployment: Deployment) =>
      namesOf(deployment)
        .map((name) => name.replace(`-${deployment.stage}-`, '-<stage>-'))
        .sort();
    expect(names(live)).toEqual(names(deployments.dev));
  });
});

describe('only production', () => {
  it('retains its tables', () => {
    const kept = ({ app, ...deployment }: Deployment) => ({
      removal: app.removal,
      protect: app.protect,
      tables: tablesOf({ app, ...deployment }).map(({ retained, properties }) => [
        retained,
        properties['deletionProtectionEnabled'],
      ]),
    });
    const each = (value: unknown) => Object.keys(tables).map(() => value);
    expect(kept(prod)).toEqual({ removal: 'retain', protect: true, tables: each([true, true]) });
    for (const stage of ['dev', 'preview'] as const) {
      expect(kept(deployments[stage])).toEqual({
        removal: 'remove',
        protect: false,
        tables: each([false, false]),
      });
    }
  });

  it('retains its bundles', () => {
    const bundles = (deployment: Deployment) => {
      const { retained, properties } = resourceOf(
        deployment,
        'aws:s3/bucket:Bucket',
        `akasha-labs-${deployment.stage}-bundles`,
      );
      return { retained, forceDestroy: properties['forceDestroy'] };
    };
    expect(bundles(prod)).toEqual({ retained: true, forceDestroy: false });
    for (const stage of ['dev', 'preview'] as const) {
      expect(bundles(deployments[stage])).toEqual({ retained: false, forceDestroy: true });
    }
  });

  it('disables introspection, and logs only errors and the audit trail', () => {
    expect(
      STAGES.map((stage) => deployments[stage]).map((deployment) => [
        api(deployment)['introspectionConfig'],
        (api(deployment)['logConfig'] as { fieldLogLevel: string }).fieldLogLevel,
      ]),
    ).toEqual([
      ['ENABLED', 'ALL'],
      ['ENABLED', 'ALL'],
      ['DISABLED', 'INFO'],
    ]);
  });
});

describe('reserved concurrency', () => {
  const reservations = (deployment: Deployment) =>
    Object.fromEntries(
      resourcesOf(deployment, 'aws:lambda/function:Function').flatMap(({ name, properties }) => {
        const reserved = properties['reservedConcurrentExecutions'];
        return reserved === undefined ? [] : [[name, Number(reserved)] as const];
      }),
    );
  const reserved = reservations(prod);

  it('isolates sign-in and authorizer of prod from all other functions', () => {
    expect(reserved).toEqual({
      AuthorizerFunction: 100,
      OauthStartFunction: 100,
      OauthCallbackFunction: 100,
      OauthTokenFunction: 100,
    });
  });

  it('is at least the burst limit of the API for every step of the sign-in', () => {
    const { properties } = resourceOf(prod, 'aws:apigatewayv2/stage:Stage', 'RestStage');
    const { throttlingBurstLimit } = properties['defaultRouteSettings'] as {
      throttlingBurstLimit: number;
    };
    const { OauthStart, OauthCallback, OauthToken } = lambdas;
    const steps = [OauthStart, OauthCallback, OauthToken].map(({ reserved }) => reserved);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(throttlingBurstLimit);
  });

  it('is set only on prod, so that other stages fit into a new account', () => {
    const { prod: _, ...others } = deployments;
    for (const deployment of [...Object.values(others), live]) {
      expect(reservations(deployment!)).toEqual({});
    }
  });

  it('fits the default quota with the hundred that AWS reserves, as documented', () => {
    const sum = Object.values(reserved).reduce((total, each) => total + each, 0);
    const needed = sum + 100;
    expect(needed).toBeLessThanOrEqual(1_000);
    const docs = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');
    expect(docs).toContain(`\`prod\` reserves ${sum} concurrent executions`);
    expect(docs).toContain(`a quota of at least ${needed}`);
  });
});

it.each([
  ['dev', 'http://localhost:4321'],
  ['preview', 'https://preview.works-on-my.cloud'],
  ['prod', 'https://works-on-my.cloud'],
] as const)('%s allows only its own frontend', (stage, frontend) => {
  const deployment = deployments[stage];
  const { properties } = resourceOf(deployment, 'aws:apigatewayv2/api:Api', 'RestApi');
  expect(properties['corsConfiguration']).toEqual({
    allowOrigins: [frontend],
    allowCredentials: true,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type'],
    exposeHeaders: ['retry-after'],
  });
  const start = deployment.builds.find(({ functionID }) => functionID === 'OauthStart');
  expect(start?.links['Frontend']).toMatchObject({ url: frontend });
});

describe('the deployed API', () => {
  const names = Object.fromEntries(
    Object.keys(tables).map((table) => [
      table,
      resourceOf(prod, 'aws:dynamodb/table:Table', `${table}Table`).properties['name'],
    ]),
  ) as TableNames;
  const constants = {
    tableNames: names,
    bundlesUrl: 'https://cdn.works-on-my.cloud/bundles',
    pageKey: pageKey(SECRETS['JwtSecret']!),
  };
  const deployedFunctions = new Map(
    propertiesOf(prod, 'aws:appsync/function:Function').map((each) => [String(each['name']), each]),
  );
  const resolvers = propertiesOf(prod, 'aws:appsync/resolver:Resolver').map(
    ({ type, field, kind, dataSource, code, pipelineConfig }) => ({
      field: `${String(type)}.${String(field)}` as ResolvedField,
      kind,
      dataSource,
      code,
      functions: (pipelineConfig as { functions: string[] } | undefined)?.functions,
    }),
  );
  const stepOf = (name: string) => name.replace(/\d+$/, '') as StepName;
  const functionNamed = (id: string) =>
    [...deployedFunctions.keys()].find(
      (name) => id === `apifunction${name.toLowerCase()}function-id`,
    )!;

  it('has exactly the resolvers of the manifest', () => {
    expect(resolvers.map(({ field }) => field).sort()).toEqual(Object.keys(manifest).sort());
  });

  it('runs the same code as the local stack, except for the constants of the stage', async () => {
    for (const { field, code } of resolvers) {
      expect(code).toBe(await bundle(resolverFile(field), constants));
    }
    for (const [name, { code }] of deployedFunctions) {
      expect(code).toBe(await bundle(stepFile(stepOf(name)), constants));
    }
  });

  it('has the source of each field, or its steps in order', () => {
    for (const { field, kind, dataSource, functions } of resolvers) {
      const wired: Resolver = manifest[field];
      if ('source' in wired) {
        expect([kind, dataSource, functions]).toEqual(['UNIT', wired.source, undefined]);
      } else {
        expect([kind, dataSource]).toEqual(['PIPELINE', undefined]);
        const deployed = functions!.map((id) => stepOf(functionNamed(id)));
        expect(deployed).toEqual(wired.steps);
      }
    }
  });

  it('uses each function once per pipeline, on the source of its step', () => {
    for (const { functions = [] } of resolvers) {
      expect(new Set(functions).size).toBe(functions.length);
    }
    for (const [name, { dataSource }] of deployedFunctions) {
      expect(dataSource).toBe(steps[stepOf(name)]);
    }
  });

  it('has the sources of the manifest, each on its table, its Lambda or of type NONE', () => {
    const deployed = propertiesOf(prod, 'aws:appsync/dataSource:DataSource').map(
      ({ name, type, dynamodbConfig, lambdaConfig, serviceRoleArn }) => [
        name,
        type,
        (dynamodbConfig as { tableName: string } | undefined)?.tableName ??
          (lambdaConfig as { functionArn: string } | undefined)?.functionArn,
        serviceRoleArn !== undefined,
      ],
    );
    expect(deployed.sort()).toEqual(
      Object.entries<Source>(sources)
        .map(([name, source]) =>
          source === 'NONE'
            ? [name, 'NONE', undefined, false]
            : 'lambda' in source
              ? [name, 'AWS_LAMBDA', functionArn(source.lambda), true]
              : [name, 'AMAZON_DYNAMODB', names[source.table], true],
        )
        .sort(),
    );
  });

  it('has the same schema as the local stack, in a form that AppSync accepts', () => {
    const schema = String(api(prod)['schema']);
    expect(schema).toBe(
      deployableSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')),
    );
    expect(readSchema(schema, 'AWS_LAMBDA')).toBeDefined();
  });
});

describe('the documentation', () => describeLogCommands(prod));

describe('permissions match the recorded uses exactly', () => {
  const arnOf = (table: string) => {
    const logical = table.replace('akasha-labs-local-', '');
    const name = String(
      resourceOf(prod, 'aws:dynamodb/table:Table', `${logical}Table`).properties['name'],
    );
    return `arn:aws:dynamodb:ap-south-1:111122223333:table/${name}`;
  };
  const placeOf = (table: string, index?: string) =>
    index === undefined ? arnOf(table) : `${arnOf(table)}/index/${index}`;
  const used = (who: string) => [
    ...new Set(
      (uses.by[who] ?? []).map(
        ({ action, table, index }) => `dynamodb:${action} on ${placeOf(table, index)}`,
      ),
    ),
  ];
  /** Functions that a source invoked. */
  const invocations = (source: string) => [
    ...new Set(
      uses.invoked[source]!.map((lambda) => `lambda:InvokeFunction on ${functionArn(lambda)}`),
    ),
  ];
  const roleOf = (source: string) =>
    `ApiDataSource${source[0]!.toUpperCase()}${source.slice(1)}ServiceRole`;
  const allowed = (role: string, service: string) =>
    roleGrants(prod, role)
      .filter(({ action }) => action.startsWith(`${service}:`))
      .map(({ action, resource }) => `${action} on ${resource}`);

  /** Actions of Lambda under the role of a function that a stream invokes. */
  const streamUses = (name: string): string[] => {
    const { properties } = resourceOf(prod, 'aws:lambda/function:Function', `${name}Function`);
    return mappingsOf(prod)
      .filter(({ functionName }) => functionName === properties['name'])
      .flatMap(({ eventSourceArn, destinationConfig }) => [
        ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map(
          (action) => `dynamodb:${action} on ${eventSourceArn}`,
        ),
        'dynamodb:ListStreams on *',
        `sqs:SendMessage on ${destinationConfig.onFailure.destinationArn}`,
      ]);
  };
  /** Fields of our own API that a function requested. */
  const fieldUses = (name: string): string[] =>
    [...new Set(uses.asked[name])].map((field) => {
      const [type, fieldName] = field.split('.');
      return `appsync:GraphQL on arn:aws:appsync:ap-south-1:111122223333:apis/apiapi-id/types/${type}/fields/${fieldName}`;
    });

  const sourcesOn = (kind: 'table' | 'lambda') =>
    Object.entries<Source>(sources).flatMap(([name, source]) =>
      source !== 'NONE' && kind in source ? [name] : [],
    );

  it('the recording covers every source, step and function', () => {
    const served = [
      ...Object.entries<Resolver>(manifest).flatMap(([field, each]) =>
        'source' in each ? [field] : [],
      ),
      ...Object.keys(steps),
    ];
    expect(uses.served).toEqual(served.sort());
    expect(Object.keys(uses.by).sort()).toEqual(
      [
        ...sourcesOn('table'),
        ...Object.entries<Lambda>(lambdas).flatMap(([name, { access }]) =>
          access.length > 0 ? [name] : [],
        ),
      ].sort(),
    );
    expect(Object.keys(uses.invoked).sort()).toEqual(sourcesOn('lambda').sort());
    expect(uses.ran).toEqual(Object.keys(lambdas).sort());
  });

  it.each(sourcesOn('table'))('the source %s', (source) => {
    expect(allowed(roleOf(source), 'dynamodb').sort()).toEqual(used(source).sort());
    expect(roleGrants(prod, roleOf(source))).toHaveLength(used(source).length);
  });

  it.each(sourcesOn('lambda'))('the source %s', (source) => {
    expect(allowed(roleOf(source), 'lambda')).toEqual(invocations(source));
    expect(roleGrants(prod, roleOf(source))).toHaveLength(invocations(source).length);
  });

  it('the deploy role, which publishes the catalogue', () => {
    const tested = deployRequests(prod).map(({ action, resource }) => `${action} on ${resource}`);
    const needed = uses.published.map(
      ({ action, table, index }) => `dynamodb:${action} on ${placeOf(table, index)}`,
    );
    expect(new Set(uses.published.map(({ table }) => table))).toEqual(
      new Set([tableNames.Answers, tableNames.Exercises]),
    );
    expect(needed.filter((each) => !tested.includes(each))).toEqual([]);
  });

  it.each(prod.builds.map(({ functionID, ...build }) => [functionID, build] as const))(
    'the function %s',
    (name, { code, links }) => {
      const stream = streamUses(name);
      const calls = fieldUses(name);
      const onTables = [...used(name), ...stream.filter((each) => each.startsWith('dynamodb:'))];
      expect(allowed(`${name}Role`, 'dynamodb').sort()).toEqual(onTables.sort());
      expect(allowed(`${name}Role`, 'sqs')).toEqual(
        stream.filter((each) => each.startsWith('sqs:')),
      );
      expect(allowed(`${name}Role`, 'appsync')).toEqual(calls);
      const { physicalName } = resourceOf(prod, 'aws:cloudwatch/logGroup:LogGroup', `${name}Logs`);
      const logs = `arn:aws:logs:ap-south-1:111122223333:log-group:${physicalName}:*`;
      expect(allowed(`${name}Role`, 'logs')).toEqual([
        `logs:CreateLogStream on ${logs}`,
        `logs:PutLogEvents on ${logs}`,
      ]);
      const traces = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];
      expect(allowed(`${name}Role`, 'xray')).toEqual(traces);
      expect(roleGrants(prod, `${name}Role`)).toHaveLength(
        used(name).length + stream.length + calls.length + traces.length + 2,
      );

      // The function can read exactly the links that its code reads after tree shaking.
      const read = [...code.matchAll(/\bconfig\d*\.([A-Z]\w+)\.\w+/g)].map(([, link]) => link);
      expect(Object.keys(links).sort()).toEqual([...new Set(read)].sort());
    },
  );
});
