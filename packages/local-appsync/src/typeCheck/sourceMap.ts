import { SourceMap } from 'node:module';
import type { Position } from '../evaluator/codeError';

/** A position in a file of the source, whose path is the one in the source map. */
export interface Origin extends Position {
  readonly file: string;
}

const INLINE = /^\/\/# sourceMappingURL=data:application\/json[^,\n]*;base64,([\w+/=]+)\s*$/m;

/** Finds positions in the source by the inline source map of some code; nothing is found without one. */
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

/** AppSync takes code whatever its map is, so one that cannot be read is as good as none. */
function mapOf(base64: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(Buffer.from(base64, 'base64').toString()));
  } catch {
    return undefined;
  }
}
