import { styleText } from 'node:util';
import type { Environment, Output } from '../context';

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

export type Paint = (style: Style, text: string) => string;

/** Colours text for a stream. As in Node.js, `FORCE_COLOR` wins over `NO_COLOR`. */
export function painter(stream: Output, env: Environment): Paint {
  return hasColour(stream, env)
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text;
}

function hasColour(stream: Output, env: Environment): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return !refused && stream.isTTY === true && terminal !== 'dumb';
}
