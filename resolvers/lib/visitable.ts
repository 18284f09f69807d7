import { ROWS_VISITED } from '../../model/page';

const LISTS = [0, 1, 2, 3, 4];

/** Maximum number of elements that `visitable` accepts. */
export const VISITABLE_MAX = LISTS.length * ROWS_VISITED;

/**
 * Splits a list of at most `VISITABLE_MAX` elements into lists that AppSync's array functions visit
 * completely.
 */
export const visitable = <T>(all: T[]): T[][] =>
  LISTS.map((list) => all.slice(list * ROWS_VISITED, (list + 1) * ROWS_VISITED));
