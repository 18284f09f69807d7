import { query } from '@aws-appsync/utils/dynamodb';
import { boardPk, type BoardItem } from '../../model/board';
import type { Row } from '../../model/keys';
import { ROWS_VISITED, type Page } from '../../model/page';
import { topOfPlace } from '../../model/rankTree';
import { INDEX } from '../../model/tables';
import { userPk } from '../../model/user';
import type { StashContext } from '../lib/context';
import { failOnSourceError } from '../lib/fail';
import type { RankStash } from '../lib/rankStash';
import { viewerOf } from '../lib/viewer';

/**
 * Lists the people who reached the same points within the same second and not after the viewer, in
 * board order, which also decides between people of the same millisecond.
 */
export function request(ctx: StashContext<object, RankStash>) {
  const { period, rankKey } = ctx.stash;
  return query<Row<BoardItem>>({
    index: INDEX,
    query: {
      pk: { eq: boardPk(period) },
      rankKey: { between: [rankKey!, topOfPlace(rankKey!)] },
    },
    scanIndexForward: false,
    limit: ROWS_VISITED,
  });
}

export function response(ctx: StashContext<object, RankStash, Page<Row<BoardItem>>>) {
  failOnSourceError(ctx.error);
  const { items } = ctx.result;
  const own = userPk(viewerOf(ctx.identity).userId);
  const position = items.findIndex((item) => item.sk === own);
  // The index may not have the viewer's row yet. Rows of an earlier moment are ahead of it.
  const earlier = items.filter((item) => item.rankKey! > ctx.stash.rankKey!);
  ctx.stash.before += position >= 0 ? position : earlier.length;
  return {};
}
