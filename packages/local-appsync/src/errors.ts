import type { ASTNode, GraphQLResolveInfo } from 'graphql';

/**
 * Position of an error in the document. AppSync always includes `sourceName`, which is always null.
 */
export interface SourceLocation {
  line: number;
  column: number;
  sourceName: null;
}

/** Start positions of nodes in the document. */
export const locationsOf = (nodes: readonly ASTNode[]): SourceLocation[] =>
  nodes.flatMap(({ loc }) =>
    loc ? { line: loc.startToken.line, column: loc.startToken.column, sourceName: null } : [],
  );

/** The path of a field in the response. */
export function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at; at = at.prev) {
    path.unshift(at.key);
  }
  return path;
}

/** An error that a resolver raised or appended. Always has six keys; omitted values are null. */
export interface ResolverErrorEntry {
  path: (string | number)[];
  data: unknown;
  errorType: string | null;
  errorInfo: unknown;
  locations: SourceLocation[];
  message: string;
}

/** An error of the service itself: an invalid document, or a value that does not match its type. */
export interface ServiceErrorEntry {
  path: (string | number)[] | null;
  locations: SourceLocation[] | null;
  message: string;
}

export type ErrorEntry = ResolverErrorEntry | ServiceErrorEntry;

/** A request that is rejected before GraphQL execution. The response has `status` and no `data`. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: 400 | 401 | 413;
  readonly errorType: string;

  constructor(status: 400 | 401 | 413, errorType: string, message: string) {
    super(message);
    this.status = status;
    this.errorType = errorType;
  }
}

export const unauthorized = (): RequestError =>
  new RequestError(401, 'UnauthorizedException', 'You are not authorized to make this call.');

export const malformed = (message: string): RequestError =>
  new RequestError(400, 'MalformedHttpRequestException', message);
