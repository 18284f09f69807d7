import { ROWS_VISITED } from '../../model/page';

const LISTS = [0, 1, 2, 3, 4];

/** The most elements that `visitable` takes. */
export const VISITABLE_MAX = LISTS.length * ROWS_VISITED;

/** A list of at most `VISITABLE_MAX` elements as lists that AppSync's array functions visit whole. */
export const visitable = <T>(all: T[]): T[][] =>
  LISTS.map((list) => all.slice(list * ROWS_VISITED, (list + 1) * ROWS_VISITED));
