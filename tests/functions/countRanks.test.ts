import {
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  type BatchGetCommand,
} from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableNames } from '../../local/config';
import { boardKey, boardPk, rankKey, type BoardItem } from '../../model/board';
import type { ItemKey } from '../../model/keys';
import { ALL_TIME, boardPeriods } from '../../model/period';
import {
  countHigher,
  placeOfKey,
  rankedKey,
  rankNodeKeys,
  type RankNode,
} from '../../model/rankTree';
import { userIdOf, userPk } from '../../model/user';
import { numbers } from '../support/numbers';
import { progressRecord } from '../support/streamRecords';
import { startTables } from './world';

const NOON = Date.parse('2026-11-18T12:00:00.000Z');
const NEXT_MONTH = Date.parse('2026-12-02T12:00:00.000Z');

type Row = ItemKey & Partial<BoardItem> & { counted?: string };

describe('counting ranks', () => {
  let tables: Awaited<ReturnType<typeof startTables>>;
  let handler: typeof import('../../functions/countRanks').handler;
  let dynamo: typeof import('../../functions/lib/dynamo').dynamo;

  beforeAll(async () => {
    tables = await startTables();
    ({ handler } = await import('../../functions/countRanks'));
    ({ dynamo } = await import('../../functions/lib/dynamo'));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all((await rows()).map(({ pk, sk }) => remove({ pk, sk })));
  });
  afterAll(() => tables.stop());

  const rows = async () => (await tables.items('Leaderboards')) as Row[];

  const remove = (Key: ItemKey) =>
    tables.documents.send(new DeleteCommand({ TableName: tableNames.Leaderboards, Key }));

  /** Writes a person's boards as a completion does. @returns its record of the stream */
  async function stand(userId: string, points: number, at: number): Promise<DynamoDBRecord> {
    const row = points > 0 ? { points, rankKey: rankKey(points, at) } : { points };
    for (const period of boardPeriods(at)) {
      await tables.documents.send(
        new PutCommand({
          TableName: tableNames.Leaderboards,
          Item: { ...boardKey(period, userId), ...row },
        }),
      );
    }
    return progressRecord('completed', userId, 'an-exercise', new Date(at).toISOString());
  }

  async function leave(userId: string, at: number): Promise<DynamoDBRecord> {
    for (const period of boardPeriods(at)) await remove(boardKey(period, userId));
    return progressRecord('removed', userId, 'an-exercise', new Date(at).toISOString());
  }

  const deliver = async (...Records: DynamoDBRecord[]) =>
    (await handler({ Records })).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

  /** Compares the trees with the boards by definition, independent of the code that fills them. */
  async function expectTreesToBeRight(): Promise<void> {
    const all = await rows();
    const byKey = new Map(all.map((row) => [`${row.pk} ${row.sk}`, row]));
    const find = ({ pk, sk }: ItemKey) => byKey.get(`${pk} ${sk}`);
    const boards = all.filter(({ pk, rankKey: key }) => pk.startsWith(boardPk('')) && key);
    const markers = all.filter((row) => row.counted !== undefined);
    expect(markers).toHaveLength(boards.length);
    for (const { pk, sk, rankKey: key } of boards) {
      const period = pk.slice(boardPk('').length);
      expect(find(rankedKey(period, userIdOf(sk)))?.counted).toBe(key);
      const place = placeOfKey(period, key!);
      const nodes = rankNodeKeys(period, place).map((each) => find(each) ?? null);
      const higher = boards.filter((row) => row.pk === pk && isHigher(row.rankKey!, key!));
      expect(countHigher(place, nodes as (RankNode | null)[])).toBe(higher.length);
      const [root] = nodes;
      const people = Object.entries(root ?? {}).filter(([name]) => name.startsWith('c'));
      expect(people.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(
        boards.filter((row) => row.pk === pk).length,
      );
    }
    const counters = all.flatMap((row) =>
      Object.entries(row).filter(([name]) => /^c\d{3}$/.test(name)),
    );
    // One per level and person, and nothing for people who left.
    const levels = boards.map(({ pk }) => (pk === boardPk(ALL_TIME) ? 6 : 5));
    expect(counters.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(
      levels.reduce((sum, each) => sum + each, 0),
    );
    expect(counters.filter(([, count]) => Number(count) < 0)).toEqual([]);
  }

  /** Whether `one` has more points, or as many in an earlier second. */
  const isHigher = (one: string, other: string) => {
    const [points, falling] = one.split('#').map(Number) as [number, number];
    const [otherPoints, otherFalling] = other.split('#').map(Number) as [number, number];
    const second = (ms: number) => Math.floor((9_999_999_999_999 - ms) / 1_000);
    return points === otherPoints ? second(falling) < second(otherFalling) : points > otherPoints;
  };

  it('adds people to the trees of their boards, and moves them', async () => {
    const first = await stand('1', 100, NOON);
    expect(await deliver(first, await stand('2', 50, NOON + 1_000))).toEqual([]);
    await expectTreesToBeRight();
    const before = await rows();
    await deliver(await stand('1', 300, NEXT_MONTH));
    await expectTreesToBeRight();
    expect(await rows()).not.toEqual(before);
  });

  it('removes a person who left, and all their rows', async () => {
    await deliver(await stand('1', 100, NOON));
    await deliver(await leave('1', NOON));
    await expectTreesToBeRight();
    expect((await rows()).filter(({ sk }) => sk === userPk('1'))).toEqual([]);
  });

  it('does not count a person without points', async () => {
    await deliver(await stand('1', 0, NOON));
    await expectTreesToBeRight();
    expect((await rows()).filter((row) => row.counted)).toEqual([]);
  });

  it('reads nothing for records without a completion', async () => {
    const send = vi.spyOn(dynamo, 'send');
    const { dynamodb } = progressRecord(
      'completed',
      '1',
      'an-exercise',
      new Date(NOON).toISOString(),
    );
    await deliver(
      { dynamodb: { ...dynamodb, NewImage: dynamodb!.OldImage! } },
      { dynamodb: { ...dynamodb, OldImage: dynamodb!.NewImage! } },
    );
    expect(send).not.toHaveBeenCalled();
  });

  it('moves eight people at once, and writes shared upper nodes once', async () => {
    const records = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        await deliver(await stand(`${i}`, 1 + i * 300, NOON));
        return stand(`${i}`, 3_001 + i * 700, NOON + 60_000 * i);
      }),
    );
    const send = vi.spyOn(dynamo, 'send');
    expect(await deliver(...records)).toEqual([]);
    const commits = send.mock.calls.filter(
      ([command]) => (command as unknown) instanceof TransactWriteCommand,
    );
    expect(commits).toHaveLength(3);
    await expectTreesToBeRight();
  });

  it('removes a person with a long history from all boards', async () => {
    const weeks = Array.from({ length: 30 }, (_, i) => NOON + i * 7 * 86_400_000);
    const records: DynamoDBRecord[] = [];
    for (const at of weeks) records.push(await stand('1', 100, at));
    expect(await deliver(...records)).toEqual([]);
    await expectTreesToBeRight();
    const removed: DynamoDBRecord[] = [];
    for (const at of weeks) removed.push(await leave('1', at));
    expect(await deliver(...removed)).toEqual([]);
    await expectTreesToBeRight();
    expect((await rows()).filter(({ sk }) => sk === userPk('1'))).toEqual([]);
  });

  it('reports every record of people that it could not count, and counts the others', async () => {
    const [one, again, other] = [
      await stand('1', 100, NOON),
      await stand('1', 200, NOON + 1),
      await stand('2', 100, NEXT_MONTH),
    ];
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const send = dynamo.send.bind(dynamo);
    vi.spyOn(dynamo, 'send').mockImplementation((async (command: BatchGetCommand) => {
      const november = boardKey('MONTH#2026-11', '1').pk;
      if (JSON.stringify(command.input).includes(november)) throw new Error('The database is gone');
      return send(command);
    }) as never);
    expect((await deliver(one, again, other)).sort()).toEqual(
      [one, again].map(({ dynamodb }) => dynamodb!.SequenceNumber),
    );
    vi.restoreAllMocks();
    expect(await deliver(one, again)).toEqual([]);
    await expectTreesToBeRight();
  });

  it('does not count a person who leaves before the write', async () => {
    const record = await stand('1', 100, NOON);
    const send = dynamo.send.bind(dynamo);
    let left = false;
    vi.spyOn(dynamo, 'send').mockImplementation((async (command: TransactWriteCommand) => {
      if (command instanceof TransactWriteCommand && !left) {
        left = true;
        await deliver(await leave('1', NOON));
      }
      return send(command);
    }) as never);
    expect(await deliver(record)).toEqual([]);
    await expectTreesToBeRight();
    expect((await rows()).filter((row) => row.counted)).toEqual([]);
  });

  it('reports the record after six conflicts on each board', async () => {
    const record = await stand('1', 100, NOON);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const send = dynamo.send.bind(dynamo);
    let tries = 0;
    vi.spyOn(dynamo, 'send').mockImplementation((async (command: TransactWriteCommand) => {
      if (!(command instanceof TransactWriteCommand)) return send(command);
      tries += 1;
      throw Object.assign(new Error(), { name: 'TransactionCanceledException' });
    }) as never);
    expect(await deliver(record)).toEqual([record.dynamodb!.SequenceNumber]);
    // On each of three boards.
    expect(tries).toBe(3 * 6);
  });

  it('reads unprocessed keys again', async () => {
    const record = await stand('1', 100, NOON);
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const send = dynamo.send.bind(dynamo);
    let reads = 0;
    vi.spyOn(dynamo, 'send').mockImplementation((async (command: BatchGetCommand) => {
      reads += 1;
      return reads > 3
        ? send(command)
        : { Responses: {}, UnprocessedKeys: command.input.RequestItems };
    }) as never);
    expect(await deliver(record)).toEqual([]);
    await expectTreesToBeRight();
  });

  describe.each(Array.from({ length: 5 }, (_, i) => i + 1))('in random run %i', (seed) => {
    it('ends with correct trees despite reordered and repeated records and faults', async () => {
      const next = numbers(seed);
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const send = dynamo.send.bind(dynamo);
      let calm = false;
      vi.spyOn(dynamo, 'send').mockImplementation((async (command: BatchGetCommand) => {
        for (let turns = next(6); turns > 0; turns -= 1) await new Promise(setImmediate);
        const fate = calm ? 100 : next(100);
        if (fate < 10) throw new Error('The call was lost');
        const answer = await send(command);
        if (fate < 20) throw new Error('The answer was lost');
        return answer;
      }) as never);

      const waiting: DynamoDBRecord[] = [];
      /** A person gets further points, starts over or leaves, one step at a time. */
      const live = async (userId: string) => {
        for (let steps = 0; steps < 6; steps += 1) {
          const at = (next(4) === 0 ? NEXT_MONTH : NOON) + next(3_000);
          waiting.push(
            next(4) === 0 ? await leave(userId, at) : await stand(userId, next(5) * 100, at),
          );
        }
      };
      const work = async () => {
        while (waiting.length > 0 || living > 0) {
          const batch = Array.from({ length: 1 + next(12) }, () =>
            waiting.splice(next(waiting.length), 1),
          ).flat();
          if (batch.length === 0) await new Promise(setImmediate);
          const failed = await deliver(...batch);
          const isAgain = ({ dynamodb }: DynamoDBRecord) =>
            failed.includes(dynamodb!.SequenceNumber!) || (!calm && next(5) === 0);
          waiting.push(...batch.filter(isAgain));
        }
      };
      let living = 12;
      const lives = Array.from({ length: living }, async (_, i) => {
        await live(`${i}`);
        living -= 1;
        if (living === 0) calm = next(2) === 0;
      });
      await Promise.all([...lives, work(), work(), work()]);
      await expectTreesToBeRight();
    });
  });
});
