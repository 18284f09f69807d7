import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { delivery } from '../../functions/delivery';
import type { RecordPattern } from '../../functions/lib/recordPattern';
import type { Checkpoints } from './checkpoints';
import { deliver, type GivenUp, type StreamHandler } from './deliver';
import { eventRecord } from './event';
import { matches } from './filter';
import { createReader, type StreamReader } from './reader';

/** Records per read, before filtering: the maximum that a stream returns. */
const READ_SIZE = 1_000;
/** Delay between reads, in which records accumulate; Lambda's `MaximumBatchingWindowInSeconds`. */
const WINDOW_MS = 75;
/**
 * Delay between reads of a stream that has been empty for a second. Lambda polls a shard four times
 * a second.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.html
 */
const IDLE_MS = 250;
const EMPTY_READS_UNTIL_IDLE = 1_000 / WINDOW_MS;
/** Delay between failed attempts to read. */
const FAULT_MS = 1_000;
/**
 * Consecutive failures before one is logged: a database that restarts is unavailable for less than
 * a second.
 */
const FAULTS_TOLD = 3;

/** A function on a table's stream. */
export interface Consumer {
  readonly name: string;
  readonly tableName: string;
  readonly handler: StreamHandler;
  /** Selects the records it is invoked with: those that match at least one pattern. */
  readonly filters: readonly RecordPattern[];
}

/** Records that were given up, as Lambda describes them in a message to the dead-letter queue. */
export interface DeadLetter {
  readonly consumer: string;
  readonly condition: GivenUp['condition'];
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly batchSize: number;
}

/** Where streams are read, and the state of reading them. */
export interface Streaming {
  readonly client: DynamoDBStreamsClient;
  /** The table's current stream. A table that was created again has a new one. */
  findArn(tableName: string): Promise<string>;
  readonly checkpoints: Checkpoints;
  /** As in `deliver`. */
  readonly retryDelaysMs: readonly number[];
  giveUp(letter: DeadLetter): void;
}

export interface Consumption {
  /** Resolves when everything written before the call is processed or given up. */
  drained(): Promise<void>;
  /**
   * Stops it once any running invocation has finished. Unprocessed records are delivered again
   * later.
   */
  stop(): Promise<void>;
}

/** The state of reading a stream, until a failure. */
interface Reading {
  readonly arn: string;
  readonly reader: StreamReader;
  checkpoint(shardId: string): string;
}

/**
 * Invokes a function with the current and future records of its table's stream, as a Lambda event
 * source mapping does: in order, in batches, each record at least once, starting at its checkpoint.
 */
export function consume(streaming: Streaming, consumer: Consumer): Consumption {
  const { client, checkpoints } = streaming;
  const stopping = new AbortController();
  const { signal } = stopping;
  let drainers: (() => void)[] = [];
  let wake = () => {};

  async function open(): Promise<Reading> {
    const arn = await streaming.findArn(consumer.tableName);
    const checkpoint = (shardId: string) => `${consumer.name} ${arn} ${shardId}`;
    const reader = createReader(client, arn, (shardId) => checkpoints.read(checkpoint(shardId)));
    return { arn, reader, checkpoint };
  }

  async function handle(shardId: string, batch: DynamoDBRecord[]): Promise<void> {
    const lost = await deliver(batch, consumer.handler, streaming.retryDelaysMs, signal);
    for (const { records, condition } of lost) {
      streaming.giveUp({
        consumer: consumer.name,
        condition,
        shardId,
        startSequenceNumber: records[0]!.dynamodb!.SequenceNumber!,
        endSequenceNumber: records.at(-1)!.dynamodb!.SequenceNumber!,
        batchSize: records.length,
      });
    }
  }

  /**
   * Processes the next records of a shard. @returns the number of records, processed or filtered
   * out
   */
  async function advance({ arn, reader, checkpoint }: Reading, shardId: string): Promise<number> {
    const records = await reader.read(shardId, READ_SIZE);
    const wanted = records.filter((record) => matches(record, consumer.filters));
    for (let from = 0; from < wanted.length; from += delivery.batchSize) {
      signal.throwIfAborted();
      const batch = wanted.slice(from, from + delivery.batchSize);
      await handle(
        shardId,
        batch.map((record) => eventRecord(record, arn)),
      );
      checkpoints.write(checkpoint(shardId), batch.at(-1)!.dynamodb!.SequenceNumber!);
    }
    const last = records.at(-1);
    // Records filtered out after the last batch are not read again either.
    if (last && last !== wanted.at(-1)) {
      checkpoints.write(checkpoint(shardId), last.dynamodb!.SequenceNumber!);
    }
    return records.length;
  }

  /**
   * Processes all available records of every shard. @returns the number of records of the fullest
   * shard
   */
  async function pass(reading: Reading): Promise<number> {
    let largest = 0;
    for (const shardId of await reading.reader.shards()) {
      if (signal.aborted) break;
      largest = Math.max(largest, await advance(reading, shardId));
    }
    return largest;
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    let reading: Reading | undefined;
    let emptyReads = 0;
    let faults = 0;
    while (!signal.aborted) {
      const asked = drainers;
      drainers = [];
      try {
        reading ??= await open();
        const largest = await pass(reading);
        if (faults >= FAULTS_TOLD)
          console.error(`The stream of ${consumer.name} can be read again.`);
        faults = 0;
        emptyReads = largest === 0 ? emptyReads + 1 : 0;
        if (largest === 0) for (const resolve of asked) resolve();
        else drainers.push(...asked);
        // More records are available already, or a caller waits for them to be processed.
        if (largest === READ_SIZE || drainers.length > 0) continue;
        await pause(emptyReads < EMPTY_READS_UNTIL_IDLE ? WINDOW_MS : IDLE_MS);
      } catch (error) {
        drainers.push(...asked);
        if (signal.aborted) break;
        faults += 1;
        if (faults === FAULTS_TOLD) {
          const reason = error instanceof Error ? error.message || error.name : String(error);
          console.error(`The stream of ${consumer.name} cannot be read: ${reason}`);
        }
        // Continues from the checkpoints, possibly with another table of the same name.
        reading = undefined;
        await pause(FAULT_MS);
      }
    }
  }

  const running = run();
  return {
    drained: () =>
      new Promise((resolve) => {
        drainers.push(resolve);
        wake();
      }),
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
}
