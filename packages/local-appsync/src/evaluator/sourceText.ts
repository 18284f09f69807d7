import type { Position } from './codeError';

/** Converts between offsets, which start at 0, and lines and columns, which start at 1. */
export interface Positions {
  at(offset: number): Position;
  offset(position: Position): number;
}

export function positionsOf(text: string): Positions {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return {
    at(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - starts[low]! + 1 };
    },
    offset: ({ line, column }) => (starts[line - 1] ?? text.length) + column - 1,
  };
}

/** Replaces the text from `start` to `end` (exclusive), both offsets in the original. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text after edits, with a mapping from its positions to those of the original. */
export interface EditedText {
  readonly text: string;
  original(position: Position): Position;
}

export function applyEdits(source: string, edits: readonly Edit[]): EditedText {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  // Start offsets, in the result, of each piece of the original and each inserted text.
  const pieces: { from: number; origin: number; inserted: boolean }[] = [];
  let text = '';
  let read = 0;
  for (const edit of ordered) {
    pieces.push({ from: text.length, origin: read, inserted: false });
    text += source.slice(read, edit.start);
    pieces.push({ from: text.length, origin: edit.start, inserted: true });
    text += edit.text;
    read = edit.end;
  }
  pieces.push({ from: text.length, origin: read, inserted: false });
  text += source.slice(read);
  const before = positionsOf(source);
  const after = positionsOf(text);
  return {
    text,
    original(position) {
      const offset = after.offset(position);
      const piece = pieces.findLast(({ from }) => from <= offset) ?? pieces[0]!;
      return before.at(piece.inserted ? piece.origin : piece.origin + offset - piece.from);
    },
  };
}
