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
  /** The functions, each of which gets every record of its table. Imported when the stream begins to be read. */
  readonly consumers: () => Promise<readonly Consumer[]>;
  /** Where lasts how far the functions got; nowhere when omitted. */
  readonly checkpointFile?: string | undefined;
  /** As in `deliver`. */
  readonly retryDelaysMs?: readonly number[];
}

/** Functions that the streams of tables invoke. */
export interface Streams {
  /** Batches that were given up, the oldest first. */
  readonly deadLetters: readonly DeadLetter[];
  /** Resolves when the functions have handled or given up everything that was written before. */
  drained(): Promise<void>;
  /** Lets the invocations that run come to their end, and begins no other. */
  stop(): Promise<void>;
}

/**
 * Invokes functions with the changes of tables, as Lambda does: the whole stream from where they got
 * to. Answers at once; what it needs is loaded in the background.
 */
export function startStreams(options: StreamOptions): Streams {
  const deadLetters: DeadLetter[] = [];
  const starting = begin(options, (letter) => {
    deadLetters.push(letter);
    console.error('Given up, as on AWS it would be in the queue of dead letters:', letter);
  });
  starting.catch((error: unknown) => {
    console.error('Nothing hears the changes of tables:', error);
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
  const { dynamoEndpoint } = options;
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
  const streaming = {
    client,
    async findArn(tableName: string) {
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
  return { client, consumptions: consumers.map((consumer) => consume(streaming, consumer)) };
}
