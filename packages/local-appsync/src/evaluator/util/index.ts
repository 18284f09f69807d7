import type { HostFunctions } from '../invocation';
import { core } from './core';
import { dynamodb } from './dynamodb';
import { extensions } from './extensions';
import { http } from './http';
import { math } from './math';
import { rds } from './rds';
import { runtime } from './runtime';
import { str } from './str';
import { time } from './time';
import { transform } from './transform';
import { xml } from './xml';

/** Functions, and objects of functions, that a realm builds. */
export interface Surface {
  readonly [member: string]: 'function' | Surface;
}

/** The members of a namespace. */
export function surfaceOf(functions: HostFunctions): Surface {
  return Object.fromEntries(Object.keys(functions).map((name) => [name, 'function'] as const));
}

const namespaces: Readonly<Record<string, HostFunctions>> = {
  util: core,
  'util.dynamodb': dynamodb,
  'util.http': http,
  'util.math': math,
  'util.rds': rds,
  'util.str': str,
  'util.time': time,
  'util.transform': transform,
  'util.xml': xml,
  extensions,
  runtime,
};

/** Functions by path, such as `util.dynamodb.toMap`. */
export const globalFunctions: HostFunctions = pathed(namespaces);

export function pathed(of: Readonly<Record<string, HostFunctions>>): HostFunctions {
  return Object.fromEntries(
    Object.entries(of).flatMap(([path, functions]) =>
      Object.entries(functions).map(([name, call]) => [`${path}.${name}`, call]),
    ),
  );
}

/** The globals that AppSync adds to JavaScript's. */
export const globalSurface: Surface = {
  util: {
    ...surfaceOf(core),
    dynamodb: surfaceOf(dynamodb),
    http: surfaceOf(http),
    math: surfaceOf(math),
    rds: surfaceOf(rds),
    str: surfaceOf(str),
    time: surfaceOf(time),
    transform: surfaceOf(transform),
    xml: surfaceOf(xml),
  },
  extensions: surfaceOf(extensions),
  runtime: surfaceOf(runtime),
};
