import { afterAll, describe, expect, it } from 'vitest';
import { tableNames } from '../../local/config';
import { openDynamo } from '../../local/database/client';
import { boardKey } from '../../model/board';
import { boardPeriods } from '../../model/period';
import { reconcile } from '../../ops/reconcile';
import { catalogue, openExercise, rightHash } from '../support/catalogue';
import { ask, send } from '../support/client';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenHistory } from '../support/history';
import { operation } from '../support/operation';
import { avatarOf, givenIdentified, givenPerson } from '../support/people';
import { rowsOfPeople } from '../support/rowsOfPeople';
import { givenStack } from '../support/stack';
import { fetchWidget } from '../support/widgets';

const { url, apiKey, streams, dynamoEndpoint } = await givenStack({ streams: true });
const database = databaseAt(dynamoEndpoint);
const client = openDynamo(dynamoEndpoint);
afterAll(() => client.destroy());

const exercises = catalogue.filter(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
);

/** A person who completed exercises under a login. */
async function givenSolver(login: string, count = 1) {
  const { id, token } = await givenPerson(login);
  for (const exercise of exercises.slice(0, count)) {
    await submit(url, token, exercise.id, rightHash(exercise));
  }
  return { id, token, login };
}

/** Signs a person in whose login is now another one, and waits for the stream. */
async function signInAs(id: string, login: string, avatarUrl = avatarOf(login)): Promise<void> {
  await givenIdentified(id, login, { avatarUrl });
  await streams!.drained();
}

const PUBLIC = operation(`query ($id: ID!) {
  exercise(id: $id) {
    stats { firstSolver { username } }
    solvers(limit: 100) { items { username avatarUrl } }
  }
  all: leaderboard(limit: 100) { items { username avatarUrl } }
  month: leaderboard(period: MONTH, limit: 100) { items { username avatarUrl } }
  week: leaderboard(period: WEEK, limit: 100) { items { username avatarUrl } }
}`);

/** Everyone by name and avatar, in each place that lists people. */
async function lists(exerciseId = exercises[0]!.id) {
  const { exercise, all, month, week } = await ask(url, { apiKey }, PUBLIC, { id: exerciseId });
  const boards = await Promise.all(
    ['ALL_TIME', 'MONTH', 'WEEK'].map(async (period) => {
      const response = await fetchWidget(url, `leaderboard.json?period=${period}&limit=100`);
      return ((await response.json()) as typeof all)!.items;
    }),
  );
  return [exercise!.solvers!, all!, month!, week!]
    .map(({ items }) => items)
    .concat(boards)
    .map((items) => items.map(({ username, avatarUrl }) => `${username} ${avatarUrl}`));
}

const nameIn = (login: string, avatar = login) => `${login} ${avatarOf(avatar)}`;

async function expectEverywhere(name: string, ...nowhere: string[]): Promise<void> {
  for (const list of await lists()) {
    expect(list).toContain(name);
    for (const other of nowhere) expect(list.join('\n')).not.toContain(other);
  }
}

describe('a rename', () => {
  it('shows on all boards, in lists of solvers and in widgets', async () => {
    const { id } = await givenSolver('early-bird', 2);
    await signInAs(id, 'night-owl');
    await expectEverywhere(nameIn('night-owl'), 'early-bird');
  });

  it('shows in the first solver, also in the widget', async () => {
    const exercise = exercises.at(-1)!;
    const { id, token } = await givenPerson('pioneer');
    await submit(url, token, exercise.id, rightHash(exercise));
    await signInAs(id, 'founder');
    const data = await ask(url, { apiKey }, PUBLIC, { id: exercise.id });
    expect(data.exercise!.stats!.firstSolver).toEqual({ username: 'founder' });
    const widget = await fetchWidget(url, `exercises/${exercise.id}/stats.json`);
    expect(await widget.json()).toMatchObject({ firstSolver: { username: 'founder' } });
  });

  it('of the case only shows too', async () => {
    const { id } = await givenSolver('shouting');
    await signInAs(id, 'SHOUTING', avatarOf('shouting'));
    await expectEverywhere(nameIn('SHOUTING', 'shouting'), 'shouting https');
  });

  it('shows if only the avatar changed', async () => {
    const { id } = await givenSolver('portrait');
    await signInAs(id, 'portrait', avatarOf('haircut'));
    await expectEverywhere(nameIn('portrait', 'haircut'), nameIn('portrait'));
  });

  it('shows throughout a long history, on boards of past periods too', async () => {
    const { id } = await givenPerson('veteran');
    const history = await givenHistory(database, id, 'veteran', 400);
    await signInAs(id, 'emeritus');
    const work = await database.rowsOf('Progress', id);
    const periods = new Set(history.flatMap((each) => boardPeriods(Date.parse(each.completedAt))));
    const standings = await database.rowsOf('Leaderboards', id, [...periods]);
    expect([work.length, standings.length]).toEqual([400, periods.size]);
    expect(new Set([...work, ...standings].map(({ username }) => username))).toEqual(
      new Set(['emeritus']),
    );
  });

  it('leaves ranks and numbers right', async () => {
    const { id } = await givenSolver('ranked', 3);
    await signInAs(id, 'ranked-2');
    const { drifts, pending } = await reconcile(client, tableNames, { repair: false, waitMs: 0 });
    expect([drifts, pending]).toEqual([[], []]);
  });
});

describe('a freed name', () => {
  it('shows only the work of whoever has it now', async () => {
    const former = await givenSolver('octo');
    const now = { id: '5001' };
    await signInAs(now.id, 'octo', avatarOf('newcomer'));
    await expectEverywhere(nameIn(`~${former.id}`, 'octo'), 'octo https');
    expect(await ask(url, former, operation(`{ viewer { username } }`))).toEqual({
      viewer: { username: `~${former.id}` },
    });
    await signInAs(former.id, 'octo-2');
    await expectEverywhere(nameIn('octo-2'), `~${former.id}`, 'octo https');
  });

  it('is shown right after two people swapped their names', async () => {
    const [anna, bert] = [await givenSolver('anna'), await givenSolver('bert')];
    await signInAs(anna.id, 'bert', avatarOf('face-of-anna'));
    await expectEverywhere(nameIn('bert', 'face-of-anna'), 'anna https', nameIn('bert'));
    await expectEverywhere(nameIn(`~${bert.id}`, 'bert'));
    await signInAs(bert.id, 'anna', avatarOf('face-of-bert'));
    await expectEverywhere(nameIn('bert', 'face-of-anna'), `~${bert.id}`);
    await expectEverywhere(nameIn('anna', 'face-of-bert'));
  });
});

describe('the deletion of an account', () => {
  const DELETE = operation(
    `mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`,
  );

  const leave = (token: string, confirm: string) => send(url, { token }, DELETE, { confirm });

  /** A person's rows, once the functions on the streams have processed everything. */
  const left = async (id: string) => {
    await streams!.drained();
    return (await rowsOfPeople(client)).filter(({ userId }) => userId === id);
  };

  it('removes the name too', async () => {
    const { id, token } = await givenSolver('leaver');
    expect((await left(id)).filter(({ sk }) => sk === 'NAME')).toHaveLength(1);
    expect((await leave(token, 'leaver')).data).toEqual({ deleteAccount: { done: true } });
    expect(await left(id)).toEqual([]);
  });

  it('is confirmed with the name that the person sees, without a login too', async () => {
    const { id, token } = await givenSolver('robbed');
    await signInAs('5002', 'robbed');
    expect((await leave(token, 'robbed')).errors).toMatchObject([{ errorType: 'InvalidInput' }]);
    expect((await leave(token, `~${id}`)).data).toEqual({ deleteAccount: { done: true } });
    expect(await left(id)).toEqual([]);
    expect(await left('5002')).toHaveLength(2);
  });

  it('leaves nothing beside a rename', async () => {
    const { id, token } = await givenPerson('hasty');
    await givenHistory(database, id, 'hasty', 300);
    await givenIdentified(id, 'hastier');
    for (let calls = 0; calls < 20; calls += 1) {
      const { data } = await leave(token, 'hastier');
      if ((data as { deleteAccount: { done: boolean } } | null)?.deleteAccount?.done) break;
    }
    expect(await left(id)).toEqual([]);
    expect(await database.row('Leaderboards', boardKey('ALL', id))).toBeNull();
  });
});

it('a person without completed exercises can be renamed', async () => {
  const { id, token } = await givenPerson('beginner');
  await ask(
    url,
    { token },
    operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`),
    {
      id: openExercise.id,
    },
  );
  await signInAs(id, 'starter');
  expect(await ask(url, { token }, operation(`{ viewer { username } }`))).toEqual({
    viewer: { username: 'starter' },
  });
  const [row] = await database.rowsOf('Progress', id);
  expect(row).not.toHaveProperty('username');
});
