import { expect } from 'vitest';

/** Matches a string that is this value as JSON. May contain matchers such as `expect.any(…)`. */
export const json = (value: unknown): unknown => ({
  asymmetricMatch(text: unknown): boolean {
    expect(JSON.parse(String(text))).toEqual(value);
    return true;
  },
});
