import { ROWS_VISITED } from '../../model/page';

/** Lists that `visitable` makes at most. */
const LISTS = [0, 1, 2, 3, 4];

/** A list of up to five times `ROWS_VISITED` elements as lists that AppSync's array functions visit whole. */
export const visitable = <T>(all: T[]): T[][] =>
  LISTS.map((list) => all.slice(list * ROWS_VISITED, (list + 1) * ROWS_VISITED));
