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
import { codeOf } from './bundles';
import { statements, tableNames, tables } from './database';
import { api } from './graphql';

const dataSources = Object.fromEntries(
  Object.entries<Source>(sources).map(([name, source]) => [
    name,
    // What has no table is of AppSync's type NONE.
    api.addDataSource(source === 'NONE' ? { name } : { name, ...tableSource(source) }),
  ]),
) as Record<SourceName, ReturnType<typeof api.addDataSource>>;

/** A source on a table. SST's own policy allows every action on it, and nothing on its indexes. */
function tableSource({ table, access }: TableSource) {
  const policy = aws.iam.getPolicyDocumentOutput({ statements: statements(access) }).json;
  return {
    dynamodb: tables[table].arn,
    transform: { serviceRole: { inlinePolicies: [{ name: 'access', policy }] } },
  };
}

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
  });
  functions.set(name, created);
  return created;
}

for (const [field, resolver] of Object.entries<Resolver>(manifest)) {
  const code = tableNames.apply((names) => codeOf(`${field}.ts`, names));
  const operation = field.replace('.', ' ');
  if ('source' in resolver) {
    api.addResolver(operation, { dataSource: dataSources[resolver.source].name, code });
    continue;
  }
  const pipeline = resolver.steps.map((step, position) => {
    const use = resolver.steps.slice(0, position + 1).filter((each) => each === step).length;
    return functionFor(step, use).nodes.function.functionId;
  });
  api.addResolver(operation, { kind: 'pipeline', functions: pipeline, code });
}
