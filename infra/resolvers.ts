import {
  manifest,
  sources,
  steps,
  type Resolver,
  type Source,
  type SourceName,
  type LambdaSource,
  type StepName,
  type TableSource,
} from '../resolvers/manifest';
import { pageKey } from '../resolvers/pageKey';
import { apiKey } from './apiKey';
import { codeOf, holdsPageKey } from './bundles';
import { bundlesUrl } from './cdn';
import { statements, tableNames, tables } from './database';
import { createFunction } from './functions';
import { api } from './graphql';
import { secrets } from './secrets';
import { nameWhole } from './stage';
import { trustOf } from './trust';

/** The part of the API that was added last. */
let last: $util.Resource = apiKey;

/**
 * A `transform` that makes each part of the API wait for the previous one: AppSync applies one
 * change to an API at a time and refuses concurrent ones with ConcurrentModificationException.
 * Pulumi would send more than eighty at once. A deploy that changes a single resolver does not wait.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/16211
 */
function inTurn(_: unknown, options: $util.CustomResourceOptions): undefined {
  options.dependsOn = [last];
}

function addDataSource(name: string, source: Source) {
  const created =
    source === 'NONE'
      ? api.addDataSource({ name, transform: { dataSource: inTurn } })
      : 'lambda' in source
        ? addLambdaSource(name, source)
        : addTableSource(name, source);
  last = created.nodes.dataSource;
  return created;
}

const addTableSource = (name: string, { table, access }: TableSource) =>
  api.addDataSource({
    name,
    dynamodb: tables[table].arn,
    transform: { dataSource: inTurn, serviceRole: roleFor(name, statements(access)) },
  });

function addLambdaSource(name: string, { lambda }: LambdaSource) {
  const { arn } = createFunction(lambda);
  return api.addDataSource({
    name,
    lambda: arn,
    transform: {
      dataSource: inTurn,
      serviceRole: roleFor(name, [{ actions: ['lambda:InvokeFunction'], resources: [arn] }]),
    },
  });
}

/**
 * A `transform` of a source's role. SST's own policies would allow every action on the table or
 * function and none on the table's indexes or other tables, and would let every API assume the
 * role.
 */
const roleFor =
  (name: string, policyStatements: ReturnType<typeof statements>) =>
  (
    args: Parameters<typeof nameWhole>[1] & {
      inlinePolicies?: unknown;
      assumeRolePolicy?: unknown;
    },
    options: $util.CustomResourceOptions,
  ): undefined => {
    const policy = aws.iam.getPolicyDocumentOutput({ statements: policyStatements }).json;
    args.inlinePolicies = [{ name: 'access', policy }];
    args.assumeRolePolicy = trustOf('appsync.amazonaws.com', api.nodes.api.arn);
    return nameWhole(`Source-${name}`, args, options);
  };

const dataSources = Object.fromEntries(
  Object.entries<Source>(sources).map(([name, source]) => [name, addDataSource(name, source)]),
) as Record<SourceName, ReturnType<typeof addDataSource>>;

/** Pulumi hides the values of secrets. For all other code, it shows the changes of a deploy. */
const deployedCode = (file: string): $util.Output<string> =>
  holdsPageKey(file)
    ? $util
        .all([tableNames, bundlesUrl, secrets.JwtSecret.value])
        .apply(([names, url, secret]) =>
          codeOf(file, { tableNames: names, bundlesUrl: url, pageKey: pageKey(secret) }),
        )
    : $util
        .all([tableNames, bundlesUrl])
        .apply(([names, url]) => codeOf(file, { tableNames: names, bundlesUrl: url, pageKey: '' }));

type AppSyncFunction = ReturnType<typeof api.addFunction>;

const functions = new Map<string, AppSyncFunction>();

/**
 * The function for the nth use of a step in a pipeline, shared by all pipelines. AWS does not
 * document whether a pipeline may use the same function twice.
 */
function functionFor(step: StepName, use: number): AppSyncFunction {
  const name = use === 1 ? step : `${step}${use}`;
  const existing = functions.get(name);
  if (existing) return existing;
  const created = api.addFunction({
    name,
    dataSource: dataSources[steps[step]].name,
    code: deployedCode(`steps/${step}.ts`),
    transform: { function: inTurn },
  });
  last = created.nodes.function;
  functions.set(name, created);
  return created;
}

for (const [field, resolver] of Object.entries<Resolver>(manifest)) {
  const wiring =
    'source' in resolver
      ? { dataSource: dataSources[resolver.source].name }
      : {
          kind: 'pipeline' as const,
          functions: resolver.steps.map((step, position) => {
            const use = resolver.steps
              .slice(0, position + 1)
              .filter((each) => each === step).length;
            return functionFor(step, use).nodes.function.functionId;
          }),
        };
  const { nodes } = api.addResolver(field.replace('.', ' '), {
    ...wiring,
    code: deployedCode(`${field}.ts`),
    transform: { resolver: inTurn },
  });
  last = nodes.resolver;
}
