import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type _Record as StreamRecord,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';

/** Reads a stream, every record of it at least once. */
export interface StreamReader {
  /** The shards that may hold something to read. A child comes when its parent is read to the end. */
  shards(): Promise<string[]>;
  /** What follows in a shard, `limit` records at most; nothing while there is nothing. */
  read(shardId: string, limit: number): Promise<StreamRecord[]>;
}

/** @param after the sequence number after which to begin in a shard; from its oldest record without */
export function createReader(
  client: DynamoDBStreamsClient,
  streamArn: string,
  after: (shardId: string) => string | undefined,
): StreamReader {
  /** Those that are not read to the end. */
  const open = new Map<string, { iterator?: string | undefined; parent: string | undefined }>();
  const closed = new Set<string>();
  let isListed = false;

  async function list(): Promise<void> {
    let last: string | undefined;
    do {
      const { StreamDescription: stream } = await client.send(
        new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: last }),
      );
      for (const { ShardId: id, ParentShardId: parent } of stream?.Shards ?? []) {
        if (id !== undefined && !closed.has(id) && !open.has(id)) open.set(id, { parent });
      }
      last = stream?.LastEvaluatedShardId;
    } while (last !== undefined);
    isListed = open.size > 0;
  }

  async function findIterator(shardId: string): Promise<string> {
    const shard = { StreamArn: streamArn, ShardId: shardId };
    const oldest = { ...shard, ShardIteratorType: 'TRIM_HORIZON' as const };
    const sequenceNumber = after(shardId);
    const { ShardIterator } = await client
      .send(
        new GetShardIteratorCommand(
          sequenceNumber === undefined
            ? oldest
            : {
                ...shard,
                ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
                SequenceNumber: sequenceNumber,
              },
        ),
      )
      .catch((error: unknown) => {
        // A stream forgets after a day: what is left of it is next.
        if (error instanceof TrimmedDataAccessException) {
          return client.send(new GetShardIteratorCommand(oldest));
        }
        throw error;
      });
    return ShardIterator!;
  }

  return {
    async shards() {
      if (!isListed) await list();
      return [...open].filter(([, { parent }]) => !open.has(parent ?? '')).map(([id]) => id);
    },

    async read(shardId, limit) {
      const shard = open.get(shardId)!;
      const iterator = shard.iterator ?? (await findIterator(shardId));
      // An iterator expires: after a failure there is a new one.
      shard.iterator = undefined;
      const { Records = [], NextShardIterator } = await client.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: limit }),
      );
      shard.iterator = NextShardIterator;
      if (NextShardIterator === undefined) {
        open.delete(shardId);
        closed.add(shardId);
        isListed = false;
      }
      return Records;
    },
  };
}
