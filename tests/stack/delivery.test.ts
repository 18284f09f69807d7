import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { delivery } from '../../functions/delivery';
import { deliver, RETRY_DELAYS_MS, type GivenUp } from '../../local/streams/deliver';

beforeEach(() => {
  vi.restoreAllMocks();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

const record = (name: string): DynamoDBRecord => ({ dynamodb: { SequenceNumber: name } });
const nameOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb!.SequenceNumber!;
const namesOf = ({ records, condition }: GivenUp) => [condition, ...records.map(nameOf)];

/** Delivers one record per letter to a function that throws or reports the failed records. */
async function given(
  letters: string,
  fails: (name: string, call: number) => boolean,
  options: { throws?: boolean; retries?: number; signal?: AbortSignal } = {},
) {
  const calls: string[] = [];
  const delays = Array.from({ length: options.retries ?? delivery.maximumRetryAttempts }, () => 0);
  const givenUp = await deliver(
    [...letters].map(record),
    async ({ Records }) => {
      const names = Records.map(nameOf);
      calls.push(names.join(''));
      const failed = names.filter((name) => fails(name, calls.length));
      if (options.throws && failed.length > 0) throw new Error('Out of memory');
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    },
    delays,
    options.signal ?? new AbortController().signal,
  );
  return { calls, givenUp: givenUp.map(namesOf) };
}

describe('a batch with a record that fails', () => {
  it('is redelivered from the failed record on', async () => {
    const { calls, givenUp } = await given('abcd', (name, call) => name === 'c' && call < 3);
    expect(calls).toEqual(['abcd', 'cd', 'cd']);
    expect(givenUp).toEqual([]);
  });

  it('is given up from the failed record on after ten retries', async () => {
    const { calls, givenUp } = await given('abc', (name) => name === 'b');
    expect(calls).toEqual(['abc', ...Array.from({ length: 10 }, () => 'bc')]);
    expect(givenUp).toEqual([['RetryAttemptsExhausted', 'b', 'c']]);
  });
});

describe('a batch for which the call fails as a whole', () => {
  it('is redelivered in halves, and only the bad record is given up', async () => {
    const { calls, givenUp } = await given('abcde', (name) => name === 'd', {
      throws: true,
      retries: 1,
    });
    expect(calls).toEqual(['abcde', 'abc', 'de', 'd', 'd', 'e']);
    expect(givenUp).toEqual([['RetryAttemptsExhausted', 'd']]);
  });

  it('is redelivered whole when it has one record', async () => {
    const { calls, givenUp } = await given('a', (_, call) => call < 4, { throws: true });
    expect(calls).toEqual(['a', 'a', 'a', 'a']);
    expect(givenUp).toEqual([]);
  });

  it('is handled in order', async () => {
    const handled: string[] = [];
    await given(
      'abcdefgh',
      (name, call) => {
        if (call > 3) handled.push(name);
        return call <= 3;
      },
      { throws: true },
    );
    expect(handled.join('')).toBe('abcdefgh');
  });
});

it('a batch that fails for an hour is given up, even with retries left', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const { calls, givenUp } = await given('ab', () => {
    now += 1_000_000;
    return true;
  });
  expect(calls).toEqual(['ab', 'ab']);
  expect(givenUp).toEqual([['MaximumRecordAgeExceeded', 'a', 'b']]);
});

it('an abort between two calls leaves the batch for later', async () => {
  const stopping = new AbortController();
  const delivered = given(
    'ab',
    () => {
      stopping.abort();
      return true;
    },
    { throws: true, signal: stopping.signal },
  );
  await expect(delivered).rejects.toThrow('aborted');
});

it('there are as many retries as deployed, which start soon and fill most of the hour', () => {
  expect(RETRY_DELAYS_MS).toHaveLength(delivery.maximumRetryAttempts);
  expect(RETRY_DELAYS_MS[0]).toBeLessThan(1_000);
  const seconds = RETRY_DELAYS_MS.reduce((sum, ms) => sum + ms, 0) / 1_000;
  expect(seconds).toBeGreaterThan(0.75 * delivery.maximumRecordAgeInSeconds);
  expect(seconds).toBeLessThan(delivery.maximumRecordAgeInSeconds);
});
