import type { HostFunctions } from '../invocation';
import { pathed, surfaceOf, type Surface } from '../util';
import { dynamodbModule, operations } from './dynamodb';

const UTILS = '@aws-appsync/utils';
const globals = ['util', 'extensions', 'runtime'];

const dynamodbPath = 'ddb';
const dynamodb: Surface = { ...surfaceOf(dynamodbModule), operations: surfaceOf(operations) };

/** Functions of modules by path, such as `ddb.get`. */
export const moduleFunctions: HostFunctions = pathed({
  [dynamodbPath]: dynamodbModule,
  [`${dynamodbPath}.operations`]: operations,
});

/** All modules that code may import. The realm builds them. */
export const moduleSurface: Readonly<
  Record<string, { path: string; tree?: Surface | 'unsupported'; members?: readonly string[] }>
> = {
  [UTILS]: { path: 'utils', members: globals },
  [`${UTILS}/dynamodb`]: { path: dynamodbPath, tree: dynamodb },
  [`${UTILS}/rds`]: { path: `${UTILS}/rds`, tree: 'unsupported' },
  [`${UTILS}/ai`]: { path: `${UTILS}/ai`, tree: 'unsupported' },
};

/** Exports of a module. Null if AppSync has no such module. */
export function moduleExports(source: string): readonly string[] | 'any' | null {
  const module = Object.hasOwn(moduleSurface, source) ? moduleSurface[source] : undefined;
  if (!module) return null;
  if (module.members) return module.members;
  return typeof module.tree === 'object' ? Object.keys(module.tree) : 'any';
}
