import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { isObjectType } from 'graphql';
import { readSchema, type ApiSchema } from 'local-appsync';

/** A change of the schema that can break a client. */
interface ClientChange {
  /** The schema coordinate of what changed, for example `Query.exercises(limit:)`. */
  readonly coordinate: string;
  readonly message: string;
  /** Whether operations that worked fail now. Otherwise they may receive what the client does not know. */
  readonly breaking: boolean;
}

/**
 * Finds the changes since the last release that the changelog does not name by their coordinates.
 * A breaking change belongs under "Breaking" of "Unreleased", a dangerous one anywhere under "Unreleased".
 *
 * @param released the schema of the last release, as deployed to AppSync, and `current` the schema now
 * @returns a line for each, which says what to write
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

/** What follows a heading, up to the next one of its level or above. */
function section(markdown: string, heading: string): string {
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) return '';
  const level = heading.indexOf(' ');
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** Without default values, as in AppSync: a required argument that has one is required all the same. */
const read = (sdl: string): ApiSchema => readSchema(sdl, 'AWS_LAMBDA');

async function clientChanges(released: ApiSchema, current: ApiSchema): Promise<ClientChange[]> {
  const changes = await diff(released.schema, current.schema);
  const ofTypes = changes
    .filter(({ criticality }) => criticality.level !== CriticalityLevel.NonBreaking)
    // These say who may read a field: `closedFields` compares what they mean together.
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

/** Fields that refuse credentials which they accepted. */
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
