import type { ItemKey } from '../../model/keys';
import { placeOfKey, rankCounter, rankNodeKeys } from '../../model/rankTree';

/** Where a person is counted on a board, and their current place. Undefined if there is none. */
export interface RankMove {
  readonly userId: string;
  /** The rank key that the nodes include. */
  readonly counted: string | undefined;
  readonly rankKey: string | undefined;
}

/** The changes to a node's counters. */
export interface NodeChange {
  readonly key: ItemKey;
  readonly counters: ReadonlyMap<string, number>;
}

/**
 * Maximum number of people that one transaction moves. Each has a board row, a marker and up to ten
 * nodes (on all time) besides the root, which all share. A transaction accepts a hundred items.
 */
export const MOVES_MAX = 8;

/**
 * The changes to the nodes of a period's tree when people move from where they are counted to their
 * current place: each node once, with the net change of all moves. Unchanged nodes are omitted.
 */
export function nodeChanges(period: string, moves: readonly RankMove[]): NodeChange[] {
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
