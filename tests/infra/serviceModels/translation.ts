import type { Operation } from './model';
import type { Call } from './validate';

export type Properties = Readonly<Record<string, unknown>>;

export type Tags = Readonly<Record<string, string>>;

/** Returns the calls that create a resource with these properties and this name in AWS. */
export type Mapper = (properties: Properties, name: string, tags: Tags) => Call[];

export const call = (operation: Operation, input: Properties): Call => ({ operation, input });

/**
 * `{ queueName }` → `{ QueueName }`, recursively: most services use such names, Pulumi never does.
 */
export const pascal = (value: Properties): Properties =>
  Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key[0]!.toUpperCase() + key.slice(1), deep(each)]),
  );

function deep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deep);
  return typeof value === 'object' && value !== null ? pascal(value as Properties) : value;
}

export const tagList = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
