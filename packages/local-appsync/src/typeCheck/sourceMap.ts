import { SourceMap } from 'node:module';
import type { Position } from '../evaluator/codeError';

/** A position in a file of the original source. `file` is the path in the source map. */
export interface Origin extends Position {
  readonly file: string;
}

const INLINE = /^\/\/# sourceMappingURL=data:application\/json[^,\n]*;base64,([\w+/=]+)\s*$/m;

/**
 * Maps positions in code to the original source, using the inline source map. Returns undefined for
 * every position if the code has none.
 */
export function origins(code: string): (position: Position) => Origin | undefined {
  const map = mapOf(INLINE.exec(code)?.[1] ?? '');
  return ({ line, column }) => {
    const entry = map?.findEntry(line - 1, column - 1);
    return entry && 'originalSource' in entry
      ? {
          file: entry.originalSource,
          line: entry.originalLine + 1,
          column: entry.originalColumn + 1,
        }
      : undefined;
  };
}

/** AppSync accepts code with an invalid source map, so an invalid one counts as missing. */
function mapOf(base64: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(Buffer.from(base64, 'base64').toString()));
  } catch {
    return undefined;
  }
}
