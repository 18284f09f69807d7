import {
  manifest,
  sources,
  steps,
  type Resolver,
  type Source,
  type SourceName,
  type StepName,
} from '../resolvers/manifest';
import { apiKey } from './apiKey';
import { codeOf } from './bundles';
import { statements, tableNames, tables } from './database';
import { api } from './graphql';
import { nameWhole } from './stage';

/** What was last added to the API. */
let last: $util.Resource = apiKey;

/**
 * Has one part of the API wait for the one before, as a `transform`: AppSync changes an API once at a
 * time, and answers what comes meanwhile with ConcurrentModificationException. Pulumi would send sixty
 * at once. A deploy that changes one resolver waits for nothing.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/16211
 */
function inTurn(_: unknown, options: $util.CustomResourceOptions): undefined {
  options.dependsOn = [last];
}

function addDataSource(name: string, { table, access }: Source) {
  const created = api.addDataSource({
    name,
    dynamodb: tables[table].arn,
    transform: {
      dataSource: inTurn,
      serviceRole(args, options) {
        // SST's own policy allows every action on this table, and nothing on its indexes or others.
        args.inlinePolicies = [
          {
            name: 'access',
            policy: aws.iam.getPolicyDocumentOutput({ statements: statements(access) }).json,
          },
        ];
        return nameWhole(`Source-${name}`, args, options);
      },
    },
  });
  last = created.nodes.dataSource;
  return created;
}

const dataSources = Object.fromEntries(
  Object.entries<Source>(sources).map(([name, source]) => [name, addDataSource(name, source)]),
) as Record<SourceName, ReturnType<typeof addDataSource>>;

type AppSyncFunction = ReturnType<typeof api.addFunction>;

const functions = new Map<string, AppSyncFunction>();

/**
 * A function for the nth use of a step in a pipeline; all pipelines share it. That one pipeline may
 * name a function twice is documented nowhere.
 */
function functionFor(step: StepName, use: number): AppSyncFunction {
  const name = use === 1 ? step : `${step}${use}`;
  const existing = functions.get(name);
  if (existing) return existing;
  const created = api.addFunction({
    name,
    dataSource: dataSources[steps[step]].name,
    code: tableNames.apply((names) => codeOf(`steps/${step}.ts`, names)),
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
    code: tableNames.apply((names) => codeOf(`${field}.ts`, names)),
    transform: { resolver: inTurn },
  });
  last = nodes.resolver;
}
