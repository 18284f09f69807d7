import { requestFault } from './fault';

/** A member of a request, and its path as written in AppSync's messages: `$[key][id]`. */
export interface Member {
  readonly value: unknown;
  readonly path: string;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * One object of a request, read member by member. A null member counts as omitted. Any other member
 * that AppSync does not know is refused.
 *
 * The messages: `Value for field '$[operation]' not found.` (AppSync's troubleshooting page),
 * `Unsupported element '$[x]'.` (aws/aws-appsync-community#110, #217).
 */
export class RequestObject {
  readonly #value: Json;
  readonly path: string;

  constructor({ value, path }: Member, known: readonly string[]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw requestFault(`Value for field '${path}' not valid.`);
    }
    this.#value = value as Json;
    this.path = path;
    for (const key of Object.keys(this.#value)) {
      if (!known.includes(key) && this.#value[key] !== null) {
        throw requestFault(`Unsupported element '${path}[${key}]'.`);
      }
    }
  }

  has(key: string): boolean {
    return this.#value[key] !== undefined && this.#value[key] !== null;
  }

  member(key: string): Member {
    const path = `${this.path}[${key}]`;
    if (!this.has(key)) throw requestFault(`Value for field '${path}' not found.`);
    return { value: this.#value[key], path };
  }

  text(key: string): string {
    const { value, path } = this.member(key);
    if (typeof value !== 'string') throw requestFault(`Value for field '${path}' not valid.`);
    return value;
  }

  optionalText(key: string): string | undefined {
    return this.has(key) ? this.text(key) : undefined;
  }

  optionalInteger(key: string): number | undefined {
    if (!this.has(key)) return undefined;
    const { value, path } = this.member(key);
    if (!Number.isInteger(value)) throw requestFault(`Value for field '${path}' not valid.`);
    return value as number;
  }

  optionalBoolean(key: string): boolean | undefined {
    if (!this.has(key)) return undefined;
    const { value, path } = this.member(key);
    if (typeof value !== 'boolean') throw requestFault(`Value for field '${path}' not valid.`);
    return value;
  }
}

/** Reads the members of a list that is not empty. */
export function listOf({ value, path }: Member): Member[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw requestFault(`Value for field '${path}' not valid.`);
  }
  return value.map((item: unknown, i) => ({ value: item, path: `${path}[${i}]` }));
}

/** Reads the members of an object that has names chosen by the request and is not empty. */
export function mapOf({ value, path }: Member): [string, Member][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw requestFault(`Value for field '${path}' not valid.`);
  }
  const entries = Object.entries(value as Json);
  if (entries.length === 0) throw requestFault(`Value for field '${path}' not valid.`);
  return entries.map(([key, member]) => [key, { value: member, path: `${path}[${key}]` }]);
}

/**
 * Checks the version of a request. JavaScript code may omit it, and templates must include it. The
 * only accepted version is the one that defines the semantics of JavaScript.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-mapping-template-changelog.html
 */
export function checkVersion(request: RequestObject): void {
  const version = request.optionalText('version') ?? '2018-05-29';
  if (version !== '2018-05-29') {
    throw requestFault(`Value for field '${request.path}[version]' not valid.`);
  }
}
