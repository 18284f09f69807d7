import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { limitWhole, silenceLimits } from '../database/client';
import { isAws } from '../resources';
import { openCheckpoints } from './checkpoints';
import type { Consumer, DeadLetter } from './consume';
import { RETRY_DELAYS_MS } from './deliver';

export type { Consumer, DeadLetter };

export interface StreamOptions {
  readonly client: DynamoDBClient;
  readonly dynamoEndpoint: string;
  /**
   * The functions, each of which receives every record of its table. Imported when reading starts.
   */
  readonly consumers: () => Promise<readonly Consumer[]>;
  /** File that persists each consumer's checkpoint. In memory only when omitted. */
  readonly checkpointFile?: string | undefined;
  /** As in `deliver`. */
  readonly retryDelaysMs?: readonly number[];
}

/** Functions that the streams of tables invoke. */
export interface Streams {
  /** Batches that were given up, oldest first. */
  readonly deadLetters: readonly DeadLetter[];
  /** Resolves when the functions have processed or given up everything written before the call. */
  drained(): Promise<void>;
  /** Lets running invocations finish and starts no others. */
  stop(): Promise<void>;
}

/**
 * Invokes functions with the changes of tables, as Lambda does: the whole stream, starting at their
 * checkpoints. Returns immediately; dependencies are loaded in the background.
 */
export function startStreams(options: StreamOptions): Streams {
  const deadLetters: DeadLetter[] = [];
  const starting = begin(options, (letter) => {
    deadLetters.push(letter);
    console.error('Dropped records. On AWS, they would be in the dead-letter queue:', letter);
  });
  starting.catch((error: unknown) => {
    console.error('The functions on table streams could not start:', error);
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
    import('./consume'),
    options.consumers(),
  ]);
  const client = limitWhole(
    new DynamoDBStreamsClient({
      // AWS serves streams on a separate endpoint, which the SDK knows.
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
      if (table?.LatestStreamArn === undefined) throw new Error(`${tableName} has no stream.`);
      return table.LatestStreamArn;
    },
    checkpoints: openCheckpoints(options.checkpointFile),
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    giveUp,
  };
  return { client, consumptions: consumers.map((consumer) => consume(streaming, consumer)) };
}
