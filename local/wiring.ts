import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  dynamoDbSource,
  noneSource,
  type DataSource,
  type DynamoDbPermissions,
  type FunctionDefinition,
  type ResolverDefinition,
} from 'local-appsync';
import { bundle, resolverFile, stepFile, type StageConstants } from '../resolvers/bundle';
import {
  manifest,
  sources,
  steps,
  type ResolvedField,
  type Resolver,
  type Source,
  type SourceName,
  type StepName,
  type TableSource,
} from '../resolvers/manifest';
import { tableNames } from './config';

/** Every field of the manifest with the code that AppSync would receive for it. */
export async function bundledResolvers(
  constants: StageConstants,
): Promise<Record<string, ResolverDefinition>> {
  const functions = new Map<StepName, FunctionDefinition>(
    await Promise.all(
      (Object.entries(steps) as [StepName, SourceName][]).map(
        async ([name, source]): Promise<[StepName, FunctionDefinition]> => [
          name,
          { name, source, code: await bundle(stepFile(name), constants) },
        ],
      ),
    ),
  );
  return Object.fromEntries(
    await Promise.all(
      (Object.entries(manifest) as [ResolvedField, Resolver][]).map(async ([field, resolver]) => {
        const code = await bundle(resolverFile(field), constants);
        const definition: ResolverDefinition =
          'source' in resolver
            ? { code, source: resolver.source }
            : { code, functions: resolver.steps.map((step) => functions.get(step)!) };
        return [field, definition] as const;
      }),
    ),
  );
}

/** Every source of the manifest, with exactly the permissions that it declares. */
export function dataSources(
  client: DynamoDBClient,
  nextTokenKey: Buffer,
): Record<SourceName, DataSource> {
  const entries = Object.entries(sources).map(([name, source]: [string, Source]) => [
    name,
    source === 'NONE'
      ? noneSource
      : dynamoDbSource({
          client,
          tableName: tableNames[source.table],
          permissions: permissions(source),
          nextTokenKey,
        }),
  ]);
  return Object.fromEntries(entries) as Record<SourceName, DataSource>;
}

function permissions(source: TableSource): DynamoDbPermissions {
  const allowed: Record<string, { actions: string[]; indexes: Record<string, string[]> }> = {};
  for (const { table, index, actions } of source.access) {
    const entry = (allowed[tableNames[table]] ??= { actions: [], indexes: {} });
    if (index) entry.indexes[index] = [...actions];
    else entry.actions.push(...actions);
  }
  return allowed;
}
