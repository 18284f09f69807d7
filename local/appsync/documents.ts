import { GraphQLError, parse, validate, type DocumentNode } from 'graphql';
import { malformed, type ErrorEntry } from './errors';
import type { ApiSchema } from './schema';
import { validationEntries } from './validation';

/** Longest document that AppSync takes, in tokens. (Reported.) */
const TOKENS_MAX = 15_000;

/** Documents that were parsed and validated before, the least recently used dropped first. */
const DOCUMENTS_KEPT = 500;

/**
 * Reads documents: each is the parsed document, or the entries of why it does not fit the schema.
 * @throws RequestError 400 for one that does not parse
 */
export type ReadDocument = (query: string) => DocumentNode | ErrorEntry[];

export function createDocuments(api: ApiSchema): ReadDocument {
  const documents = new Map<string, DocumentNode | ErrorEntry[]>();
  return (query) => {
    const known = documents.get(query);
    const read = known ?? check(api, query);
    documents.delete(query);
    documents.set(query, read);
    if (documents.size > DOCUMENTS_KEPT) documents.delete(documents.keys().next().value!);
    return read;
  };
}

function check(api: ApiSchema, query: string): DocumentNode | ErrorEntry[] {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: TOKENS_MAX });
  } catch (error) {
    if (error instanceof GraphQLError) throw malformed('Unable to parse GraphQL query.');
    throw error;
  }
  return validate(api.schema, document).length > 0
    ? validationEntries(api.schema, document)
    : document;
}
