import {
  manifest,
  sources,
  steps,
  type Resolver,
  type Source,
  type SourceName,
  type StepName,
  type TableSource,
} from '../resolvers/manifest';
import { pageKey } from '../resolvers/pageKey';
import { apiKey } from './apiKey';
import { codeOf, holdsPageKey } from './bundles';
import { statements, tableNames, tables } from './database';
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

/** A source without a table has AppSync's type NONE and needs no role. */
function addDataSource(name: string, source: Source) {
  const created =
    source === 'NONE'
      ? api.addDataSource({ name, transform: { dataSource: inTurn } })
      : addTableSource(name, source);
  last = created.nodes.dataSource;
  return created;
}

/**
 * SST's own policies would allow every action on the table and none on its indexes or other tables,
 * and would let every API assume the role.
 */
const addTableSource = (name: string, { table, access }: TableSource) =>
  api.addDataSource({
    name,
    dynamodb: tables[table].arn,
    transform: {
      dataSource: inTurn,
      serviceRole(args, options) {
        const policy = aws.iam.getPolicyDocumentOutput({ statements: statements(access) }).json;
        args.inlinePolicies = [{ name: 'access', policy }];
        args.assumeRolePolicy = trustOf('appsync.amazonaws.com', api.nodes.api.arn);
        return nameWhole(`Source-${name}`, args, options);
      },
    },
  });

const dataSources = Object.fromEntries(
  Object.entries<Source>(sources).map(([name, source]) => [name, addDataSource(name, source)]),
) as Record<SourceName, ReturnType<typeof addDataSource>>;

/** Pulumi hides the values of secrets. For all other code, it shows the changes of a deploy. */
const deployedCode = (file: string): $util.Output<string> =>
  holdsPageKey(file)
    ? $util
        .all([tableNames, secrets.JwtSecret.value])
        .apply(([names, secret]) => codeOf(file, { tableNames: names, pageKey: pageKey(secret) }))
    : tableNames.apply((names) => codeOf(file, { tableNames: names, pageKey: '' }));

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
