import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it, onTestFinished } from 'vitest';
import { LOCAL_CREDENTIALS, REGION } from '../../local/config';
import { openDynamo } from '../../local/database/client';
import { startFront } from '../support/databaseFront';

process.env['AWS_REGION'] = REGION;
process.env['AWS_ACCESS_KEY_ID'] = LOCAL_CREDENTIALS.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = LOCAL_CREDENTIALS.secretAccessKey;

/** A database that responds with 500 to the first attempts of each call. */
async function givenFailingDatabase() {
  const attempts = new Map<string, number>();
  const database = { failing: Infinity };
  const front = await startFront(
    () => '',
    ({ body, answer }) => {
      const call = body.toString();
      const attempt = (attempts.get(call) ?? 0) + 1;
      attempts.set(call, attempt);
      if (attempt > database.failing) answer(200, '{}');
      else answer(500, '{"__type":"InternalServerError"}');
      return Promise.resolve();
    },
  );
  // Patient, because a time limit would use up an attempt on a busy machine.
  const client = openDynamo(front.endpoint, { silenceMs: 30_000, wholeMs: 30_000 });
  onTestFinished(() => {
    client.destroy();
    return front.close();
  });
  const read = (id: string) =>
    client.send(new GetItemCommand({ TableName: 'any', Key: { pk: { S: id } } }));
  return { database, read, attempts: () => [...attempts.values()] };
}

const CALLS = Array.from({ length: 60 }, (_, i) => i);

it('every call has all its attempts, even after an outage in which many calls failed', async () => {
  const { database, read, attempts } = await givenFailingDatabase();
  const during = await Promise.allSettled(CALLS.map((i) => read(`during ${i}`)));
  expect(new Set(during.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(new Set(attempts())).toEqual(new Set([4]));

  database.failing = 3;
  await Promise.all(CALLS.map((i) => read(`after ${i}`)));
});
