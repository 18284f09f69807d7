import { Kind, parse, type ObjectTypeDefinitionNode } from 'graphql';
import { routesOf } from '../functions/invocations';
import { API_NAMES, lambdas, type Lambda } from '../functions/manifest';
import { tables, type TableDefinition, type TableName } from '../model/tables';
import { manifest, sources, steps, type Resolver, type Source } from '../resolvers/manifest';

/** AppSync's limit for the number of functions in a pipeline. */
const STEPS_MAX = 10;

/**
 * Compares the manifests with the schema and the tables before anything is deployed. The compiler
 * reports most of this too, if it is run.
 *
 * @throws Error that lists every problem
 */
export function checkWiring(sdl: string): void {
  const fields = fieldsOf(sdl);
  const texts = [
    ['resolvers/manifest.ts:', ...sourceFaults(), ...stepFaults(), ...fieldFaults(fields)],
    ['functions/manifest.ts:', ...lambdaFaults(fields), ...routeFaults()],
  ].filter(({ length }) => length > 1);
  if (texts.length > 0) throw new Error(texts.flat().join('\n'));
}

const has = (record: object, key: string): boolean => Object.hasOwn(record, key);

const sourceFaults = (): string[] =>
  Object.entries<Source>(sources).flatMap(([name, source]) => [
    ...tableFaults(`The source "${name}"`, usesOf(source)),
    ...(source !== 'NONE' && 'lambda' in source && lambdas[source.lambda]?.invokedBy !== 'source'
      ? [`The source "${name}" names a Lambda that is not a source: ${source.lambda}.`]
      : []),
  ]);

/** A table or one of its indexes. */
interface Place {
  readonly table: TableName;
  readonly index?: string;
}

/** The tables and indexes that a source names. */
const usesOf = (source: Source): readonly Place[] =>
  source === 'NONE' || 'lambda' in source ? [] : [{ table: source.table }, ...source.access];

const tableFaults = (who: string, places: readonly Place[]): string[] =>
  places.flatMap(({ table, index }) => {
    if (!has(tables, table)) return [`${who} names an unknown table: ${table}.`];
    const { indexes }: TableDefinition = tables[table];
    if (index === undefined || has(indexes, index)) return [];
    return [`${who} names an unknown index: ${table}, ${index}.`];
  });

/**
 * The compiler does not check the fields of Lambdas, because the schema's types are only used by
 * resolvers.
 */
const lambdaFaults = (known: readonly string[]): string[] =>
  Object.entries<Lambda>(lambdas).flatMap(([name, { access, fields = [] }]) => [
    ...tableFaults(`The Lambda "${name}"`, access),
    ...fields
      .filter((field) => !known.includes(field))
      .map((field) => `The Lambda "${name}" requests an unknown field: ${field}.`),
  ]);

/** API Gateway refuses the second route if the first one already exists. */
function routeFaults(): string[] {
  const all = API_NAMES.flatMap(routesOf).map(({ api, route }) => `${api}, ${route}`);
  return all
    .filter((route, i) => all.indexOf(route) !== i)
    .map((route) => `Two Lambdas have the same route: ${route}.`);
}

const stepFaults = (): string[] =>
  Object.entries(steps).flatMap(([name, source]) =>
    has(sources, source) ? [] : [`The step "${name}" names an unknown source: ${source}.`],
  );

function fieldFaults(fields: readonly string[]): string[] {
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
      ? [`${field} has ${resolver.steps.length} steps. AppSync accepts at most ${STEPS_MAX}.`]
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
