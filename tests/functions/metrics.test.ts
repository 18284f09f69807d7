import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { EmfOutput } from '@aws-lambda-powertools/metrics/types';
import type { AppSyncAuthorizerEvent, DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { delivery } from '../../functions/delivery';
import { tableNames } from '../../local/config';
import { collect } from '../../local/metrics/collect';
import { boardKey, rankKey } from '../../model/board';
import { metrics as definitions, METRICS_NAMESPACE, SIGN_IN_OUTCOMES } from '../../model/metrics';
import { boardPeriods } from '../../model/period';
import { progressRecord } from '../support/streamRecords';
import { begin, givenWorld, loginCode, redeem } from './world';

const world = await givenWorld();
const { metrics } = await import('../../functions/lib/metrics');
const { dynamo } = await import('../../functions/lib/dynamo');

/** Everything that was reported since the test started. */
let documents: EmfOutput[];

beforeEach(() => {
  documents = [];
  collect(metrics, { add: (document) => void documents.push(document), list: () => [] });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
afterEach(() => {
  for (const document of documents) {
    const { Timestamp, CloudWatchMetrics } = document._aws;
    expect(Math.abs(Date.now() - Timestamp)).toBeLessThan(2 * 3_600_000);
    expect(CloudWatchMetrics).toHaveLength(1);
    const [{ Namespace, Dimensions, Metrics }] = CloudWatchMetrics as [
      (typeof CloudWatchMetrics)[0],
    ];
    expect(Namespace).toBe(METRICS_NAMESPACE);
    expect(Dimensions).toHaveLength(1);
    for (const name of Dimensions[0]!) expect(document[name]).toMatch(/^[ -~]{1,1024}$/);
    for (const { Name, Unit } of Metrics) {
      const { unit, dimension }: { unit: string; dimension?: string } =
        definitions[Name as keyof typeof definitions];
      expect(Unit).toBe(unit);
      expect(Dimensions).toEqual([
        ['service', 'stage', ...(dimension === undefined ? [] : [dimension])],
      ]);
      const values = [document[Name]].flat();
      expect(values.length).toBeLessThanOrEqual(100);
      for (const value of values) expect(value).toEqual(expect.any(Number));
    }
  }
});

/** The reported values of a metric, with the value of its dimension. */
const reported = (name: keyof typeof definitions, dimension?: string) =>
  documents
    .filter((document) => name in document)
    .map((document) => [...(dimension ? [document[dimension]] : []), document[name]]);

const failDynamo = (error: Error) =>
  vi.spyOn(dynamo, 'send').mockImplementation(() => {
    throw error;
  });

describe('a sign-in is counted once, at its end', () => {
  it('by signed_in', async () => {
    const code = await loginCode('asha-rao');
    expect(reported('SignIn', 'outcome')).toEqual([]);
    await redeem(code);
    expect(reported('SignIn', 'outcome')).toEqual([['signed_in', 1]]);
  });

  it.each([
    ['invalid_grant', () => redeem('unknown')],
    ['invalid_request', () => redeem('a code', 'short')],
    ['invalid_request', () => begin({ code_challenge: 'none' })],
  ])('by the error of a refusal: %s', async (outcome, refuse) => {
    await refuse();
    expect(SIGN_IN_OUTCOMES).toContain(outcome);
    expect(reported('SignIn', 'outcome')).toEqual([[outcome, 1]]);
  });
});

describe('a response is measured by its route', () => {
  it('counts only a fault of ours as an error', async () => {
    await redeem('unknown');
    failDynamo(new Error('the table burns'));
    await redeem('unknown');
    expect(reported('Errors', 'route')).toEqual([
      ['POST /auth/token', 0],
      ['POST /auth/token', 1],
    ]);
    const times = reported('ResponseTime', 'route').map(([, ms]) => Number(ms));
    expect(times).toHaveLength(2);
    for (const ms of times) expect(ms).toBeGreaterThan(0);
  });

  it('counts a function that throws as an error', async () => {
    const { measured } = await import('../../functions/lib/measured');
    const handler = measured(async (_: { routeKey: string }): Promise<{ statusCode: number }> => {
      throw new Error('the function burns');
    });
    await expect(handler({ routeKey: 'GET /' })).rejects.toThrow('the function burns');
    expect(reported('Errors', 'route')).toEqual([['GET /', 1]]);
  });
});

it('the authorizer counts a session that it cannot look up, and no other', async () => {
  const { handler } = await import('../../functions/authorizer');
  const code = await loginCode('asha-rao');
  const { token } = (await (await redeem(code)).json()) as { token: string };
  const authorize = (authorizationToken: string) =>
    handler({ authorizationToken } as AppSyncAuthorizerEvent);
  await authorize(token);
  await authorize('garbage');
  expect(reported('SessionUnknown')).toEqual([]);
  failDynamo(new Error('the table burns'));
  await authorize(token);
  expect(reported('SessionUnknown')).toEqual([[1]]);
});

describe('the lag of', () => {
  const COMPLETED_AT = '2026-11-18T12:00:00.000Z';
  const LAG_MS = 1_234;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(COMPLETED_AT) + LAG_MS });
  });

  describe('ranks', () => {
    const countRanks = async (Records: DynamoDBRecord[]) =>
      (await import('../../functions/countRanks')).handler({ Records });

    async function givenStanding(userId: string): Promise<void> {
      const completedAt = Date.parse(COMPLETED_AT);
      for (const period of boardPeriods(completedAt)) {
        await world.documents.send(
          new PutCommand({
            TableName: tableNames.Leaderboards,
            Item: { ...boardKey(period, userId), rankKey: rankKey(100, completedAt) },
          }),
        );
      }
    }

    it('is the time since each completion that changed them, however many boards it is on', async () => {
      await givenStanding('7');
      const record = progressRecord('completed', '7', 'an-exercise', COMPLETED_AT);
      expect(await countRanks([record])).toEqual({ batchItemFailures: [] });
      expect(reported('RankLag')).toEqual([[LAG_MS]]);
    });

    it('is not reported again for a record that is delivered again', async () => {
      await givenStanding('8');
      const record = progressRecord('completed', '8', 'an-exercise', COMPLETED_AT);
      await countRanks([record]);
      documents = [];
      await countRanks([record]);
      expect(documents).toEqual([]);
    });
  });

  it('announcements is the time since each completion that was announced', async () => {
    const { handler } = await import('../../functions/publishCompletion');
    vi.stubGlobal('fetch', async () =>
      Response.json({
        data: { c0: { username: 'a' }, c1: null, c2: null, c3: { username: 'b' } },
        errors: [{ path: ['c2'], errorType: 'Internal' }],
      }),
    );
    const earlier = new Date(Date.parse(COMPLETED_AT) - 1_000).toISOString();
    await handler({
      Records: ['1', '2', '3', '4'].map((userId) =>
        progressRecord('completed', userId, 'an-exercise', userId === '4' ? earlier : COMPLETED_AT),
      ),
    });
    expect(reported('AnnounceLag')).toEqual([[[LAG_MS, LAG_MS + 1_000]]]);
  });
});

it('lags are times since completions, or since the record of removed work', async () => {
  const { lagsOf } = await import('../../functions/lib/lag');
  const at = '2026-11-18T12:00:00.000Z';
  const removed = progressRecord('removed', '1', 'an-exercise', '2020-01-01T00:00:00.000Z');
  removed.dynamodb!.ApproximateCreationDateTime = Date.parse(at) / 1_000;
  const completed = progressRecord('completed', '1', 'an-exercise', at);
  expect(lagsOf([completed, removed], Date.parse(at) + 250)).toEqual([250, 250]);
  // The clock of the function is behind AppSync's.
  expect(lagsOf([completed], Date.parse(at) - 5)).toEqual([0]);
  const undated = progressRecord('removed', '1', 'an-exercise', at);
  expect(lagsOf([undated], Date.parse(at))).toEqual([]);
});

it('one line holds all lags of the largest batch', async () => {
  const { reportLags } = await import('../../functions/lib/metrics');
  reportLags(
    'RankLag',
    Array.from({ length: delivery.batchSize }, (_, i) => i),
  );
  expect(documents).toHaveLength(1);
  expect(documents[0]!['stage']).toBe('local');
});
