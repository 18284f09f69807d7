import type { HostFunctions } from '../invocation';
import { core } from './core';
import { dynamodb } from './dynamodb';
import { extensions } from './extensions';
import { http } from './http';
import { math } from './math';
import { runtime } from './runtime';
import { str } from './str';
import { time } from './time';
import { transform } from './transform';

/** What a realm builds: functions, members that are missing here, and objects of them. */
export interface Surface {
  readonly [member: string]: 'function' | 'unsupported' | Surface;
}

/** The members of a namespace that are here, and those that AppSync has besides. */
export function surfaceOf(functions: HostFunctions, missing: readonly string[] = []): Surface {
  return Object.fromEntries([
    ...Object.keys(functions).map((name) => [name, 'function'] as const),
    ...missing.map((name) => [name, 'unsupported'] as const),
  ]);
}

const namespaces: Readonly<Record<string, HostFunctions>> = {
  util: core,
  'util.dynamodb': dynamodb,
  'util.http': http,
  'util.math': math,
  'util.str': str,
  'util.time': time,
  'util.transform': transform,
  extensions,
  runtime,
};

/** Functions by path: `util.dynamodb.toMap`. */
export const globalFunctions: HostFunctions = pathed(namespaces);

export function pathed(of: Readonly<Record<string, HostFunctions>>): HostFunctions {
  return Object.fromEntries(
    Object.entries(of).flatMap(([path, functions]) =>
      Object.entries(functions).map(([name, call]) => [`${path}.${name}`, call]),
    ),
  );
}

/** The globals of AppSync's own. */
export const globalSurface: Surface = {
  util: {
    ...surfaceOf(core),
    dynamodb: surfaceOf(dynamodb),
    http: surfaceOf(http),
    math: surfaceOf(math),
    rds: surfaceOf({}, ['toJsonObject']),
    str: surfaceOf(str),
    time: surfaceOf(time),
    transform: surfaceOf(transform),
    xml: surfaceOf({}, ['toMap', 'toJsonString']),
  },
  extensions: surfaceOf(extensions),
  runtime: surfaceOf(runtime),
};
