import type { ItemKey } from '../../model/keys';
import { placeOfKey, rankCounter, rankNodeKeys } from '../../model/rankTree';

/** Where somebody is counted on a board, and where they stand; undefined for nowhere. */
export interface Standing {
  readonly userId: string;
  /** The rank key that the nodes hold. */
  readonly counted: string | undefined;
  readonly rankKey: string | undefined;
}

/** What a node's counters change by. */
export interface NodeChange {
  readonly key: ItemKey;
  readonly counters: ReadonlyMap<string, number>;
}

/**
 * How many people one transaction moves: each has a board row, a marker and at most ten nodes (of
 * all time) beside the root, which all share, and a transaction takes a hundred items.
 */
export const MOVES_MAX = 8;

/**
 * What the nodes of a period's tree change by when people move from where they are counted to where
 * they stand: each node once, with the net change of all moves, and none that stays as it is.
 */
export function nodeChanges(period: string, moves: readonly Standing[]): NodeChange[] {
  const nodes = new Map<string, { key: ItemKey; counters: Map<string, number> }>();
  const count = (rankKey: string | undefined, people: number) => {
    if (rankKey === undefined) return;
    const place = placeOfKey(period, rankKey);
    for (const [level, key] of rankNodeKeys(period, place).entries()) {
      const node = nodes.get(key.sk) ?? { key, counters: new Map<string, number>() };
      nodes.set(key.sk, node);
      const counter = rankCounter(place[level]!);
      const net = (node.counters.get(counter) ?? 0) + people;
      if (net === 0) node.counters.delete(counter);
      else node.counters.set(counter, net);
    }
  };
  for (const { counted, rankKey } of moves) {
    count(counted, -1);
    count(rankKey, 1);
  }
  return [...nodes.values()].filter(({ counters }) => counters.size > 0);
}
