import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { delivery } from '../../functions/delivery';
import type { RecordPattern } from '../../functions/lib/progressFilters';
import type { Checkpoints } from './checkpoints';
import { deliver, type GivenUp, type StreamHandler } from './deliver';
import { eventRecord } from './event';
import { matches } from './filter';
import { createReader, type StreamReader } from './reader';

/** Records of one read, of which the filters leave some; as many as a stream answers. */
const READ_SIZE = 1_000;
/** A pause between reads, in which records gather; Lambda's `MaximumBatchingWindowInSeconds`. */
const WINDOW_MS = 75;
/** Between attempts to read, when there is no reading. */
const FAULT_MS = 1_000;
/** In a row, before it is told: a database that is started again is away for less than a second. */
const FAULTS_TOLD = 3;

/** A function on a table's stream. */
export interface Consumer {
  readonly name: string;
  readonly tableName: string;
  readonly handler: StreamHandler;
  /** The records that it is invoked with: those that match one of them. */
  readonly filters: readonly RecordPattern[];
}

/** What was given up, as Lambda tells the queue of dead letters about it. */
export interface DeadLetter {
  readonly consumer: string;
  readonly condition: GivenUp['condition'];
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly batchSize: number;
}

/** Where streams are read, and what is kept about them. */
export interface Streaming {
  readonly client: DynamoDBStreamsClient;
  /** The stream that a table has now: a table that was made anew has another one. */
  findArn(tableName: string): Promise<string>;
  readonly checkpoints: Checkpoints;
  /** As in `deliver`. */
  readonly retryDelaysMs: readonly number[];
  giveUp(letter: DeadLetter): void;
}

export interface Consumption {
  /** Resolves when everything that was written before is handled or given up. */
  drained(): Promise<void>;
  /** Ends it when the invocation that runs, if one does, is done; what is not handled comes again. */
  stop(): Promise<void>;
}

/** A stream as it is read until something fails. */
interface Reading {
  readonly arn: string;
  readonly reader: StreamReader;
  checkpoint(shardId: string): string;
}

/**
 * Invokes a function with what its table's stream holds and will hold, as an event source mapping of Lambda
 * does: in order, in batches, each record at least once, from where it was left.
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

  /** Handles what follows in a shard. @returns how many records that was, handled or passed over */
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
    // What the filters leave out behind the last batch is not read again either.
    if (last && last !== wanted.at(-1)) {
      checkpoints.write(checkpoint(shardId), last.dynamodb!.SequenceNumber!);
    }
    return records.length;
  }

  /** Handles what there is in every shard. @returns the records of the fullest one */
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
    let faults = 0;
    while (!signal.aborted) {
      const asked = drainers;
      drainers = [];
      try {
        reading ??= await open();
        const largest = await pass(reading);
        if (faults >= FAULTS_TOLD) console.error(`The stream of ${consumer.name} is read again.`);
        faults = 0;
        if (largest === 0) for (const resolve of asked) resolve();
        else drainers.push(...asked);
        // More is there already, or somebody waits for what is.
        if (largest === READ_SIZE || drainers.length > 0) continue;
        await pause(WINDOW_MS);
      } catch (error) {
        drainers.push(...asked);
        if (signal.aborted) break;
        faults += 1;
        if (faults === FAULTS_TOLD) {
          const reason = error instanceof Error ? error.message || error.name : String(error);
          console.error(`The stream of ${consumer.name} cannot be read: ${reason}`);
        }
        // From the checkpoints on, and maybe of another table of the same name.
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
