/// <reference no-default-lib="true"/>

/**
 * The standard library of AppSync's runtime, in place of TypeScript's own `lib` files. Resolvers
 * cannot use names that are not declared here.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */

declare const NaN: number;
declare const Infinity: number;

interface Console {
  log(...data: any[]): void;
  error(...data: any[]): void;
}
declare const console: Console;

interface JSON {
  parse(text: string): any;
  stringify(
    value: any,
    replacer?: (string | number)[] | ((key: string, value: any) => any) | null,
    space?: string | number,
  ): string;
}
declare const JSON: JSON;

interface Math {
  ceil(x: number): number;
  floor(x: number): number;
  max(...values: number[]): number;
  min(...values: number[]): number;
  random(): number;
  round(x: number): number;
}
declare const Math: Math;

interface NumberConstructor {
  isFinite(value: unknown): boolean;
  isNaN(value: unknown): boolean;
}
declare const Number: NumberConstructor;

interface ObjectConstructor {
  assign<T extends {}, U>(target: T, source: U): T & U;
  assign<T extends {}, U, V>(target: T, first: U, second: V): T & U & V;
  assign(target: object, ...sources: any[]): any;
  entries<T>(value: { [key: string]: T } | ArrayLike<T>): [string, T][];
  entries(value: {}): [string, any][];
  hasOwn(value: object, key: PropertyKey): boolean;
  keys(value: {}): string[];
  values<T>(value: { [key: string]: T } | ArrayLike<T>): T[];
  values(value: {}): any[];
}
declare const Object: ObjectConstructor;

interface StringConstructor {
  raw(
    template: { readonly raw: readonly string[] | ArrayLike<string> },
    ...substitutions: any[]
  ): string;
}
declare const String: StringConstructor;

interface String extends Iterable<string> {
  readonly length: number;
  readonly [index: number]: string;
  charAt(position: number): string;
  concat(...strings: string[]): string;
  endsWith(search: string, endPosition?: number): boolean;
  indexOf(search: string, position?: number): number;
  lastIndexOf(search: string, position?: number): number;
  /** `pattern` is in Java's regular expression syntax. AppSync accepts no replacer function. */
  replace(pattern: string, replacement: string): string;
  replaceAll(pattern: string, replacement: string): string;
  slice(start?: number, end?: number): string;
  split(separator: string, limit?: number): string[];
  startsWith(search: string, position?: number): boolean;
  substring(start: number, end?: number): string;
  toLowerCase(): string;
  toUpperCase(): string;
  trim(): string;
  trimEnd(): string;
  trimStart(): string;
}

interface Array<T> extends Iterable<T> {
  length: number;
  [index: number]: T;
  concat(...items: ConcatArray<T>[]): T[];
  concat(...items: (T | ConcatArray<T>)[]): T[];
  every<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): this is S[];
  every(predicate: (value: T, index: number, array: T[]) => unknown): boolean;
  fill(value: T, start?: number, end?: number): this;
  filter<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): S[];
  filter(predicate: (value: T, index: number, array: T[]) => unknown): T[];
  find<S extends T>(predicate: (value: T, index: number, array: T[]) => value is S): S | undefined;
  find(predicate: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findIndex(predicate: (value: T, index: number, array: T[]) => unknown): number;
  findLast<S extends T>(
    predicate: (value: T, index: number, array: T[]) => value is S,
  ): S | undefined;
  findLast(predicate: (value: T, index: number, array: T[]) => unknown): T | undefined;
  findLastIndex(predicate: (value: T, index: number, array: T[]) => unknown): number;
  flat<A, D extends number = 1>(this: A, depth?: D): FlatArray<A, D>[];
  flatMap<U>(callback: (value: T, index: number, array: T[]) => U | readonly U[]): U[];
  forEach(callback: (value: T, index: number, array: T[]) => void): void;
  includes(search: T, start?: number): boolean;
  indexOf(search: T, start?: number): number;
  join(separator?: string): string;
  lastIndexOf(search: T, start?: number): number;
  map<U>(callback: (value: T, index: number, array: T[]) => U): U[];
  pop(): T | undefined;
  push(...items: T[]): number;
  reduce(callback: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduce(callback: (previous: T, current: T, index: number, array: T[]) => T, initial: T): T;
  reduce<U>(callback: (previous: U, current: T, index: number, array: T[]) => U, initial: U): U;
  reduceRight(callback: (previous: T, current: T, index: number, array: T[]) => T): T;
  reduceRight(callback: (previous: T, current: T, index: number, array: T[]) => T, initial: T): T;
  reduceRight<U>(
    callback: (previous: U, current: T, index: number, array: T[]) => U,
    initial: U,
  ): U;
  reverse(): this;
  shift(): T | undefined;
  slice(start?: number, end?: number): T[];
  some(predicate: (value: T, index: number, array: T[]) => unknown): boolean;
  /** Compares elements as strings. AppSync accepts no comparator. */
  sort(): this;
  splice(start: number, deleteCount?: number): T[];
  splice(start: number, deleteCount: number, ...items: T[]): T[];
  unshift(...items: T[]): number;
}

// Types that the compiler, AppSync's libraries and JSDoc comments need. They have no members that a
// resolver could use.

interface ArrayBuffer {}
interface Boolean {}
interface Function {
  // Without a member, any value would be assignable to this type.
  [Symbol.hasInstance](value: any): boolean;
}
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments {}
interface Number {}
interface Object {}
interface RegExp {}

interface ArrayLike<T> {
  readonly length: number;
  readonly [index: number]: T;
}
interface ConcatArray<T> extends ArrayLike<T> {
  join(separator?: string): string;
  slice(start?: number, end?: number): T[];
}
interface ReadonlyArray<T> extends ArrayLike<T>, Iterable<T> {}
interface TemplateStringsArray extends ReadonlyArray<string> {
  readonly raw: readonly string[];
}

interface SymbolConstructor {
  readonly hasInstance: unique symbol;
  readonly iterator: unique symbol;
}
declare const Symbol: SymbolConstructor;
interface IteratorYieldResult<T> {
  done?: false;
  value: T;
}
interface IteratorReturnResult<T> {
  done: true;
  value: T;
}
type IteratorResult<T, Return = any> = IteratorYieldResult<T> | IteratorReturnResult<Return>;
interface Iterator<T, Return = any, Next = any> {
  next(...values: [] | [Next]): IteratorResult<T, Return>;
}
interface Iterable<T, Return = any, Next = any> {
  [Symbol.iterator](): Iterator<T, Return, Next>;
}
interface IterableIterator<T, Return = any, Next = any> extends Iterator<T, Return, Next> {
  [Symbol.iterator](): IterableIterator<T, Return, Next>;
}

type PropertyKey = string | number | symbol;
type Partial<T> = { [K in keyof T]?: T[K] };
type Required<T> = { [K in keyof T]-?: T[K] };
type Readonly<T> = { readonly [K in keyof T]: T[K] };
type Pick<T, Keys extends keyof T> = { [K in Keys]: T[K] };
type Omit<T, Keys extends PropertyKey> = Pick<T, Exclude<keyof T, Keys>>;
type Record<Keys extends PropertyKey, T> = { [K in Keys]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type NonNullable<T> = T & {};
type FlatArray<T, Depth extends number> = {
  done: T;
  recur: T extends ReadonlyArray<infer Inner>
    ? FlatArray<
        Inner,
        [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20][Depth]
      >
    : T;
}[Depth extends -1 ? 'done' : 'recur'];
