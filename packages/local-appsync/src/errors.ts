import type { ASTNode, GraphQLResolveInfo } from 'graphql';

/** Where in the document an error arose. AppSync always sends `sourceName`, and always null. */
export interface SourceLocation {
  line: number;
  column: number;
  sourceName: null;
}

/** Where nodes of a document begin. */
export const locationsOf = (nodes: readonly ASTNode[]): SourceLocation[] =>
  nodes.flatMap(({ loc }) =>
    loc ? { line: loc.startToken.line, column: loc.startToken.column, sourceName: null } : [],
  );

/** The way to a field in the answer. */
export function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = info.path; at; at = at.prev) {
    path.unshift(at.key);
  }
  return path;
}

/** An entry that a resolver raised or appended: six keys, null where nothing was given. */
export interface ResolverErrorEntry {
  path: (string | number)[];
  data: unknown;
  errorType: string | null;
  errorInfo: unknown;
  locations: SourceLocation[];
  message: string;
}

/** An entry of the service's own: a document it refuses, or a value that does not fit its type. */
export interface ServiceErrorEntry {
  path: (string | number)[] | null;
  locations: SourceLocation[] | null;
  message: string;
}

export type ErrorEntry = ResolverErrorEntry | ServiceErrorEntry;

/** A request that never reached GraphQL. Answered with `status` and no `data`. */
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
