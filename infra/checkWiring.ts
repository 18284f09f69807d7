import { Kind, parse, type ObjectTypeDefinitionNode } from 'graphql';
import { tables, type TableDefinition, type TableName } from '../model/tables';
import { manifest, sources, steps, type Resolver, type Source } from '../resolvers/manifest';

/** AppSync's limit for the functions of one pipeline. */
const STEPS_MAX = 10;

/**
 * Compares the manifest with the schema and with the tables, before anything is deployed. The compiler
 * has said all this already, to whoever asked it.
 *
 * @throws Error that names everything that is wrong
 */
export function checkWiring(sdl: string): void {
  const faults = [...sourceFaults(), ...stepFaults(), ...fieldFaults(sdl)];
  if (faults.length > 0) throw new Error(`resolvers/manifest.ts:\n${faults.join('\n')}`);
}

const has = (record: object, key: string): boolean => Object.hasOwn(record, key);

const sourceFaults = (): string[] =>
  Object.entries<Source>(sources).flatMap(([name, source]) =>
    usesOf(source).flatMap(({ table, index }) => {
      if (!has(tables, table)) return [`The source "${name}" names an unknown table: ${table}.`];
      const { indexes }: TableDefinition = tables[table];
      if (index === undefined || has(indexes, index)) return [];
      return [`The source "${name}" names an unknown index: ${table}, ${index}.`];
    }),
  );

/** The tables and indexes that a source names. */
const usesOf = (source: Source): { table: TableName; index?: string }[] =>
  source === 'NONE' ? [] : [{ table: source.table }, ...source.access];

const stepFaults = (): string[] =>
  Object.entries(steps).flatMap(([name, source]) =>
    has(sources, source) ? [] : [`The step "${name}" names an unknown source: ${source}.`],
  );

function fieldFaults(sdl: string): string[] {
  const fields = fieldsOf(sdl);
  const resolved = Object.entries<Resolver>(manifest).flatMap(([field, resolver]) => [
    ...(fields.includes(field) ? [] : [`The schema has no field ${field}.`]),
    ...resolverFaults(field, resolver),
  ]);
  const unresolved = fields.filter(
    (field) => /^(Query|Mutation|Subscription)\./.test(field) && !has(manifest, field),
  );
  return [...resolved, ...unresolved.map((field) => `${field} has no resolver.`)];
}

function resolverFaults(field: string, resolver: Resolver): string[] {
  if ('source' in resolver) {
    return has(sources, resolver.source)
      ? []
      : [`${field} names an unknown source: ${resolver.source}.`];
  }
  const unknown = resolver.steps.filter((step) => !has(steps, step));
  return [
    ...unknown.map((step) => `${field} names an unknown step: ${step}.`),
    ...(resolver.steps.length > STEPS_MAX
      ? [`${field} has more than ${STEPS_MAX} steps: ${resolver.steps.length}.`]
      : []),
  ];
}

const fieldsOf = (sdl: string): string[] =>
  parse(sdl)
    .definitions.filter(
      (definition): definition is ObjectTypeDefinitionNode =>
        definition.kind === Kind.OBJECT_TYPE_DEFINITION,
    )
    .flatMap(({ name, fields = [] }) => fields.map((field) => `${name.value}.${field.name.value}`));
