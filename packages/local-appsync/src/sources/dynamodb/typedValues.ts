import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { requestFault } from '../fault';
import { mapOf, type Member } from '../request';

export type Item = Record<string, AttributeValue>;

/**
 * Converts a typed value of a request (`{"S": "x"}`, numbers as JSON numbers or strings) for the
 * SDK.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-typed-values-request.html
 */
export function readTypedValue({ value, path }: Member): AttributeValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw requestFault(
      `Expected JSON object for attribute value '${path}', but got a '${jsonType(value)}' instead.`,
    );
  }
  const entries = Object.entries(value as Record<string, unknown>);
  const [type = '', content] = entries[0] ?? [];
  if (entries.length !== 1) {
    throw requestFault(
      `Expected exactly one type for attribute value '${path}', but got ${entries.length}.`,
    );
  }
  return ofType(type, { value: content, path: `${path}[${type}]` });
}

function ofType(type: string, member: Member): AttributeValue {
  switch (type) {
    case 'S':
      return { S: text(member) };
    case 'N':
      return { N: numeral(member) };
    case 'B':
      return { B: binary(member) };
    case 'BOOL':
      if (typeof member.value !== 'boolean') throw mistyped(member);
      return { BOOL: member.value };
    case 'NULL':
      // AppSync's own helpers write `{"NULL": null}`.
      if (member.value !== null && member.value !== true) throw mistyped(member);
      return { NULL: true };
    case 'SS':
      return { SS: members(member).map(text) };
    case 'NS':
      return { NS: members(member).map(numeral) };
    case 'BS':
      return { BS: members(member).map(binary) };
    case 'L':
      return { L: members(member).map(readTypedValue) };
    case 'M':
      return { M: readMembers(member) };
    default:
      throw requestFault(`Unsupported element '${member.path}'.`);
  }
}

function readMembers({ value, path }: Member): Item {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw mistyped({ value, path });
  }
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>).map(([key, member]) => [
      key,
      readTypedValue({ value: member, path: `${path}[${key}]` }),
    ]),
  );
}

/** Reads a key or an item: a map of typed values with at least one member. */
export function readItem(member: Member): Item {
  return Object.fromEntries(mapOf(member).map(([key, value]) => [key, readTypedValue(value)]));
}

/** Like `readItem`, but the map may be empty. */
export const readAttributes = readMembers;

function members({ value, path }: Member): Member[] {
  if (!Array.isArray(value)) throw mistyped({ value, path });
  return value.map((item: unknown, i) => ({ value: item, path: `${path}[${i}]` }));
}

function text(member: Member): string {
  if (typeof member.value !== 'string') throw mistyped(member);
  return member.value;
}

function numeral(member: Member): string {
  if (typeof member.value !== 'string' && typeof member.value !== 'number') throw mistyped(member);
  return String(member.value);
}

function binary(member: Member): Uint8Array {
  return Buffer.from(text(member), 'base64');
}

const mistyped = ({ value, path }: Member) =>
  requestFault(`Value for field '${path}' not valid: it is a '${jsonType(value)}'.`);

function jsonType(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return Array.isArray(value) ? 'ARRAY' : (typeof value).toUpperCase();
}

/**
 * Converts an attribute value for response handlers: sets become lists, and binary becomes base64.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-typed-values-responses.html
 */
export function untyped(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(untyped);
  if (value.M !== undefined) return untypedItem(value.M);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(Number);
  if (value.B !== undefined) return base64(value.B);
  if (value.BS !== undefined) return value.BS.map(base64);
  return null;
}

export function untypedItem(item: Item): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, untyped(value)]));
}

/** Null when there is no item. */
export const untypedOrNull = (item: Item | undefined) => (item ? untypedItem(item) : null);

/** Returns a copy of the item without the named attributes. */
export const without = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Serializes equal items to equal strings: numbers by value, sets and maps in any order. */
export function canonical(item: Item): string {
  return JSON.stringify(canonicalMap(item));
}

function canonicalMap(item: Item): unknown[] {
  return Object.keys(item)
    .sort()
    .map((key) => [key, canonicalValue(item[key]!)]);
}

function canonicalValue(value: AttributeValue): unknown {
  if (value.N !== undefined) return ['N', Number(value.N)];
  if (value.SS !== undefined) return ['SS', [...value.SS].sort()];
  if (value.NS !== undefined) return ['NS', value.NS.map(Number).sort((a, b) => a - b)];
  if (value.B !== undefined) return ['B', base64(value.B)];
  if (value.BS !== undefined) return ['BS', value.BS.map(base64).sort()];
  if (value.L !== undefined) return ['L', value.L.map(canonicalValue)];
  if (value.M !== undefined) return ['M', canonicalMap(value.M)];
  return Object.entries(value)[0];
}
