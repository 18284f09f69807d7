import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  dynamoDbSource,
  lambdaSource,
  noneSource,
  type DataSource,
  type DynamoDbPermissions,
  type FunctionDefinition,
  type LambdaHandler,
  type ResolverDefinition,
} from 'local-appsync';
import type { SourceLambda } from '../functions/manifest';
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

/**
 * Every source of the manifest, with exactly the permissions that it declares.
 * @param load loads a Lambda's handler
 */
export async function dataSources(
  client: DynamoDBClient,
  nextTokenKey: Buffer,
  load: (lambda: SourceLambda) => Promise<LambdaHandler<unknown>>,
): Promise<Record<SourceName, DataSource>> {
  const create = async (source: Source): Promise<DataSource> => {
    if (source === 'NONE') return noneSource;
    if ('lambda' in source) return lambdaSource(await load(source.lambda));
    return dynamoDbSource({
      client,
      tableName: tableNames[source.table],
      permissions: permissions(source),
      nextTokenKey,
    });
  };
  const entries = Object.entries<Source>(sources).map(
    async ([name, source]) => [name, await create(source)] as const,
  );
  return Object.fromEntries(await Promise.all(entries)) as Record<SourceName, DataSource>;
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
