import {
  Kind,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ServiceErrorEntry } from './errors';
import { fragmentsOf } from './fragments';

/** What one request may ask for. */
export interface RequestLimits {
  /** Levels of fields, 1 to 75; no limit when omitted. */
  readonly queryDepth?: number;
  /** Resolvers that run, 1 to 10,000; 10,000 when omitted. */
  readonly resolverCount?: number;
}

const QUERY_DEPTH_MAX = 75;
export const RESOLVER_COUNT_MAX = 10_000;

/**
 * @throws Error for a limit that AppSync does not take
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html
 */
export function checkLimits({ queryDepth, resolverCount }: RequestLimits): void {
  const isWithin = (value: number, max: number) =>
    Number.isInteger(value) && value >= 1 && value <= max;
  if (queryDepth !== undefined && !isWithin(queryDepth, QUERY_DEPTH_MAX)) {
    throw new Error(`The limit for the depth of queries is from 1 to ${QUERY_DEPTH_MAX}.`);
  }
  if (resolverCount !== undefined && !isWithin(resolverCount, RESOLVER_COUNT_MAX)) {
    throw new Error(`The limit for the number of resolvers is from 1 to ${RESOLVER_COUNT_MAX}.`);
  }
}

/** The entry for an operation that nests too deep, in graphql-java's words. (Unconfirmed.) */
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

/** How many levels of fields an operation has; a fragment adds none of its own. */
function depthOf(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = fragmentsOf(document);
  // Each fragment once: a document may spread one within another many times over.
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
