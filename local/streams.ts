import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { limitWhole, silenceLimits } from './dynamo/client';
import { isAws } from './resources';
import { openCheckpoints } from './streams/checkpoints';
import type { Consumer, DeadLetter } from './streams/consume';
import { RETRY_DELAYS_MS } from './streams/deliver';

export type { Consumer, DeadLetter };

export interface StreamOptions {
  readonly client: DynamoDBClient;
  readonly dynamoEndpoint: string;
  readonly tableName: string;
  /** The functions, each of which gets every record. Imported when the stream begins to be read. */
  readonly consumers: () => Promise<readonly Consumer[]>;
  /** Where lasts how far the functions got; nowhere when omitted. */
  readonly checkpointFile?: string | undefined;
  /** As in `deliver`. */
  readonly retryDelaysMs?: readonly number[];
}

/** Functions that a table's stream invokes. */
export interface Streams {
  /** Batches that were given up, the oldest first. */
  readonly deadLetters: readonly DeadLetter[];
  /** Resolves when the functions have handled or given up everything that was written before. */
  drained(): Promise<void>;
  /** Lets the invocations that run come to their end, and begins no other. */
  stop(): Promise<void>;
}

/**
 * Invokes functions with the changes of a table, as Lambda does: the whole stream from where they got
 * to. Answers at once; what it needs is loaded in the background.
 */
export function startStreams(options: StreamOptions): Streams {
  const deadLetters: DeadLetter[] = [];
  const starting = begin(options, (letter) => {
    deadLetters.push(letter);
    console.error('Given up, as on AWS it would be in the queue of dead letters:', letter);
  });
  starting.catch((error: unknown) => {
    console.error(`Nothing hears the changes of ${options.tableName}:`, error);
  });
  return {
    deadLetters,
    drained: async () => {
      await Promise.all((await starting).consumptions.map((each) => each.drained()));
    },
    stop: async () => {
      const started = await starting.catch(() => undefined);
      await Promise.all((started?.consumptions ?? []).map((each) => each.stop()));
      started?.client.destroy();
    },
  };
}

async function begin(options: StreamOptions, giveUp: (letter: DeadLetter) => void) {
  const { dynamoEndpoint, tableName } = options;
  const [{ DynamoDBStreamsClient }, { consume }, consumers] = await Promise.all([
    import('@aws-sdk/client-dynamodb-streams'),
    import('./streams/consume'),
    options.consumers(),
  ]);
  const client = limitWhole(
    new DynamoDBStreamsClient({
      // AWS serves streams at an address of their own, which the SDK knows.
      ...(!isAws(dynamoEndpoint) && { endpoint: dynamoEndpoint }),
      requestHandler: silenceLimits(),
    }),
  );
  const stream = {
    client,
    async findArn() {
      const { Table: table } = await options.client.send(
        new DescribeTableCommand({ TableName: tableName }),
      );
      if (table?.LatestStreamArn === undefined) throw new Error(`${tableName} has no stream`);
      return table.LatestStreamArn;
    },
    checkpoints: openCheckpoints(options.checkpointFile),
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    giveUp,
  };
  return { client, consumptions: consumers.map((consumer) => consume(stream, consumer)) };
}
