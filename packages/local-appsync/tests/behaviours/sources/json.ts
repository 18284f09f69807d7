import { expect } from 'vitest';

/** Stands for a text that is JSON of this; `expect.any(…)` and its like may stand in it. */
export const json = (value: unknown): unknown => ({
  asymmetricMatch(text: unknown): boolean {
    expect(JSON.parse(String(text))).toEqual(value);
    return true;
  },
});
