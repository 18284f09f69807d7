import { BREAK, GraphQLError, parse, validate, visit, type DocumentNode } from 'graphql';
import { malformed, type ErrorEntry } from '../errors';
import { introspectionEntries } from './introspection';
import type { ApiSchema } from './schema';
import { rules, validationEntries } from './validation';

/** Longest document that AppSync takes, in tokens. (Reported.) */
export const TOKENS_MAX = 15_000;

/**
 * Deepest that parts of a document may be within one another: graphql-java gives up after so many
 * rules of its grammar. Far deeper ones would use up the stack of this process. (Unconfirmed.)
 */
const DEPTH_MAX = 500;

/**
 * Characters of all documents that are kept, the least recently used dropped first. The memory that
 * they take is bounded by it, at some two hundred bytes for each character where tokens are short.
 */
const KEPT_MAX_LENGTH = 512 * 1024;

/**
 * Reads documents: each is the parsed document, or the entries of why it does not fit the schema.
 * @throws RequestError 400 for one that does not parse
 */
export type ReadDocument = (query: string) => DocumentNode | ErrorEntry[];

export function createDocuments(api: ApiSchema, withIntrospection: boolean): ReadDocument {
  const documents = new Map<string, DocumentNode>();
  let length = 0;

  function forget(query: string): void {
    if (documents.delete(query)) length -= query.length;
  }

  function keep(query: string, document: DocumentNode): void {
    if (query.length > KEPT_MAX_LENGTH) return;
    documents.set(query, document);
    length += query.length;
    for (const oldest of documents.keys()) {
      if (length <= KEPT_MAX_LENGTH) break;
      forget(oldest);
    }
  }

  return (query) => {
    const read = documents.get(query) ?? check(api, query, withIntrospection);
    forget(query);
    // Entries are not kept: they can be a thousand times as long as what they are about.
    if (!Array.isArray(read)) keep(query, read);
    return read;
  };
}

function check(
  api: ApiSchema,
  query: string,
  withIntrospection: boolean,
): DocumentNode | ErrorEntry[] {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: TOKENS_MAX });
  } catch (error) {
    // A RangeError: it nests too deeply for this process even to be parsed.
    if (error instanceof GraphQLError || error instanceof RangeError) throw unreadable();
    throw error;
  }
  if (isTooDeep(document)) throw unreadable();
  if (validate(api.schema, document, rules).length > 0) {
    return validationEntries(api.schema, document);
  }
  const introspected = withIntrospection ? [] : introspectionEntries(document);
  return introspected.length > 0 ? introspected : document;
}

const unreadable = () => malformed('Unable to parse GraphQL query.');

function isTooDeep(document: DocumentNode): boolean {
  let depth = 0;
  let deepest = 0;
  visit(document, {
    enter() {
      depth += 1;
      deepest = Math.max(deepest, depth);
      return depth > DEPTH_MAX ? BREAK : undefined;
    },
    leave() {
      depth -= 1;
    },
  });
  return deepest > DEPTH_MAX;
}
