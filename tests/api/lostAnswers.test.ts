import { afterAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../local/dynamo/embedded';
import { startAnswerLoss } from '../support/answerLoss';
import { ask, send } from '../support/client';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const database = await startEmbedded();
const front = await startAnswerLoss(database.endpoint);
afterAll(async () => {
  await front.close();
  await database.stop();
});
const { url } = await givenStack({ dynamoEndpoint: front.endpoint });

const isOpen = async (token: string): Promise<boolean> =>
  (await send(url, { token }, '{ __typename }')).status === 200;

/** What the API answers, although these answers of the database are lost on the way to it. */
async function answerWithout(
  operation: string,
  answers: number,
  token: string,
  document: string,
): Promise<unknown> {
  front.lose(operation, answers);
  front.takeCalls();
  const answer = await ask(url, { token }, document);
  // It was written, and then again.
  expect(front.takeCalls().filter((call) => call === operation).length).toBeGreaterThan(answers);
  return answer;
}

describe('a database whose answer is lost', () => {
  it('logout: the session has ended, once', async () => {
    const { token } = await givenPerson('leaver');
    expect(
      await answerWithout('DeleteItem', 1, token, 'mutation { logout { sessionsEnded done } }'),
    ).toEqual({ logout: { sessionsEnded: 1, done: true } });
    expect(await isOpen(token)).toBe(false);
  });

  it.each(['UpdateItem', 'BatchWriteItem', 'DeleteItem'])(
    'logout everywhere, %s: every session has ended, each counted once',
    async (operation) => {
      const login = `leaver-${operation.toLowerCase()}`;
      const { token: other } = await givenPerson(login);
      const { token } = await givenPerson(login);
      expect(
        await answerWithout(
          operation,
          1,
          token,
          'mutation { logout(everywhere: true) { sessionsEnded done } }',
        ),
      ).toEqual({ logout: { sessionsEnded: 2, done: true } });
      expect(await Promise.all([token, other].map(isOpen))).toEqual([false, false]);
    },
  );

  it('revokeSession: the session was there, and has ended', async () => {
    const { token: other } = await givenPerson('revoker');
    const { token } = await givenPerson('revoker');
    const { viewer } = await ask<{ viewer: { sessions: { id: string; current: boolean }[] } }>(
      url,
      { token },
      '{ viewer { sessions { id current } } }',
    );
    const { id } = viewer.sessions.find(({ current }) => !current)!;
    const revoke = `mutation { revokeSession(id: "${id}") { sessionsEnded done } }`;
    expect(await answerWithout('DeleteItem', 1, token, revoke)).toEqual({
      revokeSession: { sessionsEnded: 1, done: true },
    });
    expect(await isOpen(other)).toBe(false);
    expect((await send(url, { token }, revoke)).errors).toMatchObject([{ errorType: 'NotFound' }]);
  });
});
