import { BREAK, GraphQLError, parse, validate, visit, type DocumentNode } from 'graphql';
import { malformed, type ErrorEntry } from '../errors';
import { introspectionEntries } from './introspection';
import type { ApiSchema } from './schema';
import { rules, validationEntries } from './validation';

/** Maximum length of a document, in tokens. (Reported.) */
export const TOKENS_MAX = 15_000;

/**
 * Maximum nesting of the parts of a document: graphql-java stops after this many rules of its
 * grammar. Far deeper documents would exhaust the stack of this process. (Unconfirmed.)
 */
const DEPTH_MAX = 500;

/**
 * Maximum length of all cached documents, in characters. The least recently used document is
 * dropped first. This limits the memory of the cache, at about 200 bytes per character if tokens
 * are short.
 */
const KEPT_MAX_LENGTH = 512 * 1024;

/**
 * Reads a document. Returns the parsed document, or the error entries if it does not match the
 * schema.
 * @throws RequestError 400 for a document that does not parse
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
    // Entries are not cached: they can be a thousand times as long as their document.
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
    // A RangeError: the document nests too deeply for this process to parse it.
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
