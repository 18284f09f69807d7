import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type _Record as StreamRecord,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';

/** Reads every record of a stream at least once. */
export interface StreamReader {
  /**
   * The shards that may have records to read. A child follows once its parent has been read to the
   * end.
   */
  shards(): Promise<string[]>;
  /** The next records of a shard, at most `limit`. Empty if there are none yet. */
  read(shardId: string, limit: number): Promise<StreamRecord[]>;
}

/**
 * @param after the sequence number after which to start in a shard; if omitted, starts at its
 *   oldest record
 */
export function createReader(
  client: DynamoDBStreamsClient,
  streamArn: string,
  after: (shardId: string) => string | undefined,
): StreamReader {
  /** Shards that have not been read to the end. */
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
        // A stream retains records for a day. Continues with the oldest record that is left.
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
      // An iterator may have expired: a new one is created after a failure.
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
