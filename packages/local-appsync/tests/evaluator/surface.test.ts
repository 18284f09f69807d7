import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { moduleExports } from '../../src/evaluator/modules';
import { globalSurface, type Surface } from '../../src/evaluator/util';
import { run, valueOf } from './handler';

const library = dirname(createRequire(import.meta.url).resolve('@aws-appsync/utils'));

/** Every object type that the package declares. */
function declaredTypes(): ReadonlyMap<string, ts.TypeLiteralNode> {
  const types = new Map<string, ts.TypeLiteralNode>();
  for (const file of readdirSync(library).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(library, file), 'utf8');
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements) {
      if (ts.isTypeAliasDeclaration(statement) && ts.isTypeLiteralNode(statement.type)) {
        types.set(statement.name.text, statement.type);
      }
    }
  }
  return types;
}

/** The paths of the functions of a type: `util.time.nowISO8601`. */
function declaredPaths(
  types: ReadonlyMap<string, ts.TypeLiteralNode>,
  name: string,
  path: string,
): string[] {
  const named = types.get(name);
  if (!named) throw new Error(`${name} is not an object type of @aws-appsync/utils`);
  return named.members.flatMap((member) => {
    if (!member.name || !ts.isIdentifier(member.name)) {
      throw new Error(`${path} has a member without a name`);
    }
    const full = `${path}.${member.name.text}`;
    const type = ts.isPropertySignature(member) ? member.type : undefined;
    if (ts.isMethodSignature(member) || (type && ts.isFunctionTypeNode(type))) return [full];
    if (type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
      return declaredPaths(types, type.typeName.text, full);
    }
    throw new Error(`${full} is neither a function nor a namespace`);
  });
}

function surfacePaths(surface: Surface, path = ''): string[] {
  return Object.entries(surface).flatMap(([name, kind]) =>
    typeof kind === 'string' ? [path + name] : surfacePaths(kind, `${path}${name}.`),
  );
}

const types = declaredTypes();
const declared = [
  ...new Set([
    ...declaredPaths(types, 'Util', 'util'),
    ...declaredPaths(types, 'Extensions', 'extensions'),
    ...declaredPaths(types, 'Runtime', 'runtime'),
  ]),
];

describe('the members of util, extensions and runtime (declarations of @aws-appsync/utils)', () => {
  it('are exactly those that are declared', () => {
    expect(surfacePaths(globalSurface).sort()).toEqual([...declared].sort());
  });

  it.each(declared)('%s exists', (path) => {
    const message = run(`return ${path}();`).fault?.message ?? '';
    expect(message).not.toMatch(/does not exist|not supported by/);
  });
});

describe('@aws-appsync/utils/dynamodb', () => {
  it('exports exactly what the package exports', () => {
    const text = readFileSync(join(library, 'dynamodb-helpers.d.ts'), 'utf8');
    const names = [...text.matchAll(/^export declare (?:function|const) (\w+)/gm)].map(
      ([, name]) => name,
    );
    expect(moduleExports('@aws-appsync/utils/dynamodb')).toEqual(expect.arrayContaining(names));
    expect(moduleExports('@aws-appsync/utils/dynamodb')).toHaveLength(names.length);
  });

  it('has the operations of the package', () => {
    const operations = declaredPaths(types, 'DynamoDBOperation', 'ddb.operations');
    expect(valueOf(`[${operations.join()}].map((each) => each !== undefined)`)).toEqual(
      operations.map(() => true),
    );
  });
});
