import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { isObjectType } from 'graphql';
import { readSchema, type ApiSchema } from 'local-appsync';

/** A change of the schema that can break a client. */
interface ClientChange {
  /** The schema coordinate of the change, for example `Query.exercises(limit:)`. */
  readonly coordinate: string;
  readonly message: string;
  /**
   * Whether operations that worked now fail. Otherwise, they can return values that the client does
   * not know.
   */
  readonly breaking: boolean;
}

/**
 * Finds the changes since the last release that the changelog does not list by coordinate. A
 * breaking change belongs under "Breaking" in "Unreleased", a dangerous one anywhere in
 * "Unreleased".
 *
 * @param released the schema of the last release, as deployed to AppSync
 * @param current the schema as it is now
 * @returns an instruction for each missing entry
 */
export async function missingFromChangelog(
  changelog: string,
  released: string,
  current: string,
): Promise<string[]> {
  const unreleased = section(changelog, '## Unreleased');
  const breakingSection = section(unreleased, '### Breaking');
  const changes = await clientChanges(read(released), read(current));
  return changes
    .filter(({ coordinate, breaking }) => {
      return !(breaking ? breakingSection : unreleased).includes(`\`${coordinate}\``);
    })
    .map(({ coordinate, message, breaking }) => {
      const heading = breaking ? '"Unreleased", "Breaking"' : '"Unreleased"';
      return `${message}. Name \`${coordinate}\` in CHANGELOG.md, under ${heading}.`;
    });
}

/** The text below a heading, up to the next heading of the same or a higher level. */
function section(markdown: string, heading: string): string {
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) return '';
  const level = heading.indexOf(' ');
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/**
 * Parses a schema without default values, as AppSync does: a required argument with a default is
 * still required.
 */
const read = (sdl: string): ApiSchema => readSchema(sdl, 'AWS_LAMBDA');

async function clientChanges(released: ApiSchema, current: ApiSchema): Promise<ClientChange[]> {
  const changes = await diff(released.schema, current.schema);
  const ofTypes = changes
    .filter(({ criticality }) => criticality.level !== CriticalityLevel.NonBreaking)
    // Authorization directives: `closedFields` compares their combined effect.
    .filter(({ path }) => !/@aws_(api_key|iam|lambda)$/.test(path ?? ''))
    .map(({ path, message, criticality }) => ({
      coordinate: asCoordinate(path ?? 'schema'),
      message,
      breaking: criticality.level === CriticalityLevel.Breaking,
    }));
  return [...ofTypes, ...closedFields(released, current)];
}

/** @see https://spec.graphql.org/September2025/#sec-Schema-Coordinates */
function asCoordinate(path: string): string {
  const [type, member, argument] = path.split('.').filter((part) => !part.startsWith('@'));
  return [type, member].filter(Boolean).join('.') + (argument ? `(${argument}:)` : '');
}

/** Fields that reject credentials that they used to accept. */
function closedFields(released: ApiSchema, current: ApiSchema): ClientChange[] {
  return Object.values(released.schema.getTypeMap()).flatMap((type) => {
    const now = current.schema.getType(type.name);
    if (!isObjectType(type) || !isObjectType(now)) return [];
    return Object.keys(type.getFields()).flatMap((field) => {
      if (!now.getFields()[field]) return [];
      const open = current.allowedModes(type.name, field);
      const closed = released.allowedModes(type.name, field).filter((mode) => !open.includes(mode));
      if (closed.length === 0) return [];
      const coordinate = `${type.name}.${field}`;
      const message = `Field '${coordinate}' is closed to ${closed.join(' and ')}`;
      return [{ coordinate, message, breaking: true }];
    });
  });
}
