/** Numbers of consecutive days. */
export interface Streaks {
  /** Up to today, or up to yesterday if there is none today yet. */
  current: number;
  longest: number;
}

/**
 * @param days day numbers with at least one completion, unique, ascending, in lists of at most
 *   `ROWS_VISITED`
 * @param today today's day number, in the same calendar
 */
export function streaks(days: number[][], today: number): Streaks {
  let longest = 0;
  let length = 0;
  let last = 0;
  for (const list of days) {
    for (const day of list) {
      length = length > 0 && day === last + 1 ? length + 1 : 1;
      longest = Math.max(longest, length);
      last = day;
    }
  }
  return { current: length > 0 && last >= today - 1 ? length : 0, longest };
}
