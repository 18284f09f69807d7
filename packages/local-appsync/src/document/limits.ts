import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ServiceErrorEntry } from '../errors';
import { fragmentsOf, type Fragments } from './fragments';

/** Maximum size of a response, in bytes. (Reported; the message is ours.) */
export const ANSWER_MAX_BYTES = 5 * 1_048_576;

/**
 * Minimum number of characters that a field takes in a response: its key, and a value of one
 * character.
 */
export const fieldLength = (key: string | number): number => String(key).length + '"":0,'.length;

/** Limits of one request. */
export interface RequestLimits {
  /** Levels of fields, 1 to 75. No limit when omitted. */
  readonly queryDepth?: number;
  /** Number of resolvers that run, 1 to 10,000. Defaults to 10,000. */
  readonly resolverCount?: number;
}

const QUERY_DEPTH_MAX = 75;
export const RESOLVER_COUNT_MAX = 10_000;

/**
 * @throws Error for a limit that AppSync does not accept
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html
 */
export function checkLimits({ queryDepth, resolverCount }: RequestLimits): void {
  const isWithin = (value: number, max: number) =>
    Number.isInteger(value) && value >= 1 && value <= max;
  if (queryDepth !== undefined && !isWithin(queryDepth, QUERY_DEPTH_MAX)) {
    throw new Error(`limits.queryDepth must be an integer from 1 to ${QUERY_DEPTH_MAX}.`);
  }
  if (resolverCount !== undefined && !isWithin(resolverCount, RESOLVER_COUNT_MAX)) {
    throw new Error(`limits.resolverCount must be an integer from 1 to ${RESOLVER_COUNT_MAX}.`);
  }
}

/**
 * The error entry for an operation that nests too deeply, in graphql-java's words. (Unconfirmed.)
 */
export function depthEntry(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  max: number,
): ServiceErrorEntry | null {
  const depth = depthOf(document, operation);
  if (depth <= max) return null;
  return {
    path: null,
    locations: null,
    message: `maximum query depth exceeded ${depth} > ${max}`,
  };
}

/** Number of levels of fields in an operation. A fragment adds no level. */
function depthOf(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = fragmentsOf(document);
  // Visits each fragment once, because a document may spread one within another many times.
  const depths = new Map<string, number>();

  function below(set: SelectionSetNode | undefined): number {
    let deepest = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        deepest = Math.max(deepest, ofFragment(selection.name.value));
      } else {
        const own = selection.kind === Kind.FIELD ? 1 : 0;
        deepest = Math.max(deepest, own + below(selection.selectionSet));
      }
    }
    return deepest;
  }

  function ofFragment(name: string): number {
    const depth = depths.get(name) ?? below(fragments[name]?.selectionSet);
    depths.set(name, depth);
    return depth;
  }

  return below(operation.selectionSet);
}

/**
 * Maximum length of an operation, in characters of the paths to its fields with all fragments
 * expanded: a short document can represent one that is too large to write down. (The limit is ours.
 * A document without fragments that AppSync accepts has about 15,000 fields.)
 */
const WRITTEN_MAX_LENGTH = 1_048_576;

/** Maximum nesting of selections, with fragments expanded. (Ours, as for documents.) */
const NESTED_MAX = 500;

/**
 * Maximum number of introspection fields, counted in the same way. Tools request about 250. (Also
 * ours.)
 */
const INTROSPECTED_MAX = 1_000;

/**
 * Everything requested from one value: the fragments that it already includes, and the fields
 * below.
 */
interface Place {
  readonly spread: Set<string>;
  readonly below: Map<string, Place>;
  /** Of the paths to its fields, in characters, without the names of the fields. */
  readonly prefix: number;
  readonly isOfSchema: boolean;
}

/**
 * The error entry for an operation that is too large once its fragments are expanded. It limits
 * what an operation costs besides its resolvers: the selection passed to each of them, and the
 * result of introspection.
 */
export function sizeEntry(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ServiceErrorEntry | null {
  const message = excessOf(fragmentsOf(document), operation.selectionSet);
  return message === null ? null : { path: null, locations: null, message };
}

function excessOf(fragments: Fragments, root: SelectionSetNode): string | null {
  let length = 0;
  let introspected = 0;

  function add(set: SelectionSetNode | undefined, place: Place, level: number): string | null {
    if (level > NESTED_MAX) {
      return `The operation has more than ${NESTED_MAX} levels when its fragments are expanded.`;
    }
    for (const selection of set?.selections ?? []) {
      length += place.prefix + 1;
      let excess: string | null = null;
      if (selection.kind === Kind.FIELD) {
        const below = placeOf(selection, place);
        length += below.prefix - place.prefix;
        if (below.isOfSchema) introspected += 1;
        if (selection.selectionSet) excess = add(selection.selectionSet, below, level + 1);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        excess = add(selection.selectionSet, place, level + 1);
      } else if (!place.spread.has(selection.name.value)) {
        place.spread.add(selection.name.value);
        excess = add(fragments[selection.name.value]?.selectionSet, place, level + 1);
      }
      if (excess !== null) return excess;
      if (length > WRITTEN_MAX_LENGTH) {
        return `The operation is longer than ${WRITTEN_MAX_LENGTH} characters when its fragments are expanded.`;
      }
      if (introspected > INTROSPECTED_MAX) {
        return `The operation selects more than ${INTROSPECTED_MAX} introspection fields.`;
      }
    }
    return null;
  }

  return add(root, { spread: new Set(), below: new Map(), prefix: 0, isOfSchema: false }, 1);
}

/**
 * Everything requested from the value of a field, wherever else it is requested under the same key.
 */
function placeOf({ name, alias, selectionSet }: FieldNode, { below, prefix, isOfSchema }: Place) {
  const key = (alias ?? name).value;
  const known = below.get(key);
  if (known) return known;
  const place: Place = {
    spread: new Set(),
    below: new Map(),
    prefix: prefix + key.length + 1,
    isOfSchema: isOfSchema || name.value === '__schema' || name.value === '__type',
  };
  if (selectionSet) below.set(key, place);
  return place;
}
