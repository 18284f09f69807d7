import { everyPage } from '../pages';
import type { Client, Reply } from './http';
import { hashOf, isRightAnswer } from './exercises';
import { exerciseOf } from '../catalogue';
import { WRONG_HASH } from '../completion';
import type { ActName, PlannedAct } from './plan';
import { publishNextVersion } from './publisher';
import {
  concerns,
  type Answer,
  type Deletion,
  type Issue,
  type Person,
  type Record,
  type Session,
  type Span,
} from './record';
import { exchangeCode, requestCode } from './signIn';
import type { World } from './world';
import { operation, type Given } from '../operation';
import type { Operation } from '../../../model/operation';

/** Maximum number of consecutive calls of `deleteAccount` by a person who wants to leave. */
const LEAVE_CALLS_MAX = 8;

type Asked<Data> = Span & { readonly reply: Reply<Data> };

/** The result of a field. Undefined when the request did not succeed as a whole. */
const fieldOf = <Data, Name extends keyof Data>(
  { reply }: Asked<Data>,
  name: Name,
): Data[Name] | undefined => (reply.was === 'answered' ? reply.data[name] : undefined);

/** The payload of a mutation that ends sessions. */
interface Ended {
  readonly sessionsEnded: number;
  readonly done: boolean;
}

/** The acts of people in a history. Each one sends a few requests and records their results. */
export function actsOf(world: World, client: Client, record: Record) {
  /** Starts an exercise. Returns what was issued, if the client receives it. */
  async function start(session: Session, exercise: string): Promise<Issue | undefined> {
    const asked = await client.ask(
      session,
      operation(
        `mutation ($id: ID!) { startExercise(exerciseId: $id) { version variant challenge } }`,
      ),
      { id: exercise },
    );
    if (asked.reply.was === 'unauthorized') return undefined;
    const { person } = session;
    const issued = fieldOf(asked, 'startExercise');
    record.starts.push({ ...spanOf(asked), person, exercise, isCertain: issued != null });
    if (!issued) return undefined;
    const issue = { ...issued, ...spanOf(asked) };
    person.issued.set(exercise, issue);
    return issue;
  }

  /** Submits an answer for the challenge that the client knows. It may have to start first. */
  async function submit(session: Session, exercise: string, isRight: boolean): Promise<void> {
    const issued = session.person.issued.get(exercise) ?? (await start(session, exercise));
    if (!issued) return;
    await submitHash(session, exercise, hashOf(exercise, isRight, issued), isRight, issued);
  }

  async function submitHash(
    session: Session,
    exercise: string,
    hash: string,
    isRight: boolean,
    issued?: Issue,
  ): Promise<void> {
    const { person } = session;
    const asked = await client.ask(
      session,
      operation(
        `mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }`,
      ),
      { input: { exerciseId: exercise, verificationHash: hash } },
    );
    const answer = answerOf(asked);
    record.submissions.push({
      ...spanOf(asked),
      person,
      exercise,
      points: exerciseOf(exercise).points,
      isRight: isRightAnswer(exercise, isRight),
      ...(issued && { issued: spanOf(issued) }),
      answer,
    });
    // The account was deleted, or the exercise has a new version.
    if (answer === 'NOT_STARTED') person.issued.delete(exercise);
  }

  function answerOf(asked: Asked<{ recordCompletion: { outcome: Answer } | null }>): Answer {
    const { reply } = asked;
    const payload = fieldOf(asked, 'recordCompletion');
    if (payload) return payload.outcome;
    if (reply.was === 'unauthorized') return 'nothing';
    // Every error except Internal confirms that nothing was written.
    if (reply.was === 'failed' && reply.type !== 'Internal') return 'nothing';
    return 'unknown';
  }

  async function deleteOnce(session: Session): Promise<Deletion | undefined> {
    const { person } = session;
    const asked = await client.ask(
      session,
      operation(`mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`),
      { confirm: person.login },
    );
    if (asked.reply.was === 'unauthorized') return undefined;
    const isDone = fieldOf(asked, 'deleteAccount')?.done;
    const deletion = { ...spanOf(asked), person, ...(isDone !== undefined && { isDone }) };
    record.deletions.push(deletion);
    record.endings.push({ ...spanOf(asked), person, isCertain: isDone === true, isMissing: false });
    return deletion;
  }

  /** Sends a request that ends one session, or all sessions when `sessionId` is omitted. */
  async function end<Field extends string, Variables>(
    session: Session,
    field: Field,
    query: Operation<{ [Name in Field]: Ended | null }, Variables>,
    variables: Given<Variables>,
    sessionId?: string,
  ): Promise<void> {
    const asked = await client.ask(session, query, ...variables);
    if (asked.reply.was === 'unauthorized') return;
    const payload = fieldOf(asked, field);
    const { person } = session;
    if (sessionId && payload && (payload.sessionsEnded !== 1 || !payload.done)) {
      record.violations.push({
        invariant: 'endings',
        what: `${field}: ${JSON.stringify(payload)}`,
      });
    }
    record.endings.push({
      ...spanOf(asked),
      person,
      ...(sessionId !== undefined && { sessionId }),
      isCertain: payload?.done === true,
      isMissing: asked.reply.was === 'failed' && asked.reply.type === 'NotFound',
    });
  }

  async function lookAtOwn(session: Session): Promise<void> {
    const asked = await client.ask(
      session,
      operation(`{ viewer {
        points completedCount rank
        activity { days { completions } }
        sessions { id current }
        progress(status: COMPLETED, limit: 100) { items { exercise { id } } }
      } }`),
    );
    const viewer = fieldOf(asked, 'viewer');
    if (!viewer) return;
    const { person } = session;
    record.ownWork.push({
      ...spanOf(asked),
      person,
      points: viewer.points!,
      completed: viewer.completedCount!,
      rank: viewer.rank,
      exercises: viewer.progress!.items.flatMap(({ exercise }) => (exercise ? [exercise.id] : [])),
      days: viewer.activity!.days.reduce((sum, { completions }) => sum + completions, 0),
    });
    record.sessionLists.push({
      ...spanOf(asked),
      session,
      ids: viewer.sessions!.map(({ id }) => id),
      current: viewer.sessions!.filter((each) => each.current).map(({ id }) => id),
    });
  }

  async function exportAll(session: Session): Promise<void> {
    const begun = record.now();
    const failed = {};
    try {
      const pages = await everyPage(async (nextToken) => {
        const query = operation(
          `query ($nextToken: String) { exportMyData(nextToken: $nextToken) }`,
        );
        const asked = await client.ask(session, query, { nextToken });
        const text = fieldOf(asked, 'exportMyData');
        if (text === undefined) throw failed;
        return JSON.parse(text!) as ExportedPage;
      });
      record.sessionLists.push({
        begun,
        ended: record.now(),
        session,
        ids: pages.flatMap(({ sessions }) => sessions.map(({ id }) => id)),
      });
    } catch (error) {
      if (error !== failed) throw error;
    }
  }

  async function lookAtSolvers(exerciseId: string): Promise<void> {
    const asked = await client.askPublic(
      operation(
        `query ($id: ID!) { exercise(id: $id) { solvers(order: LATEST, limit: 100) { items { username } } } }`,
      ),
      { id: exerciseId },
    );
    const exercise = fieldOf(asked, 'exercise');
    if (!exercise) return;
    const names = exercise.solvers!.items.map(({ username }) => username);
    record.names.push({ ...spanOf(asked), names, solversOf: exerciseId });
  }

  async function lookAtLeaderboard(): Promise<void> {
    const asked = await client.askPublic(
      operation(`{ leaderboard(period: WEEK, limit: 100) { items { username } } }`),
    );
    const board = fieldOf(asked, 'leaderboard');
    if (!board) return;
    record.names.push({ ...spanOf(asked), names: board.items.map(({ username }) => username) });
  }

  async function lookAtWidgets(exercise: string): Promise<void> {
    const [stats, board] = await Promise.all([
      client.widget(`/v1/exercises/${exercise}/stats.json`),
      client.widget('/v1/leaderboard.json?limit=100'),
      client.widget(`/v1/exercises/${exercise}/badge.svg`),
    ]);
    if (stats) {
      const { firstSolver } = JSON.parse(stats.text) as { firstSolver: Named | null };
      const names = firstSolver ? [firstSolver.username] : [];
      record.names.push({ ...spanOf(stats), names });
    }
    if (board) {
      const { items } = JSON.parse(board.text) as { items: Named[] };
      record.names.push({ ...spanOf(board), names: items.map(({ username }) => username) });
    }
  }

  async function signIn(person: Person, at: number): Promise<void> {
    const code = await requestCode(client, record, person);
    const session = code && (await exchangeCode(client, record, code));
    if (session) person.clients[at]!.session = session;
  }

  const byName: {
    readonly [Name in ActName]: (
      session: Session,
      act: PlannedAct & { readonly who: Person },
    ) => Promise<unknown>;
  } = {
    rightAnswer: (session, { exercise }) => submit(session, exercise, true),
    wrongAnswer: (session, { exercise }) => submit(session, exercise, false),
    sameAnswerTwice: (session, { exercise }) =>
      Promise.all([submit(session, exercise, true), submit(session, exercise, true)]),
    unstartedAnswer: (session, { exercise }) => submitHash(session, exercise, WRONG_HASH, false),
    start: (session, { exercise }) => start(session, exercise),
    async newVersion(_session, { exercise }) {
      const begun = record.now();
      const wasThawed = await publishNextVersion(world, exercise);
      record.publications.push({ begun, ended: record.now(), exercise, isCertain: true });
      if (wasThawed) record.violations.push({ invariant: 'versions', what: exercise });
    },
    lookAtOwn,
    export: exportAll,
    lookAtSolvers: (_session, { exercise }) => lookAtSolvers(exercise),
    lookAtLeaderboard,
    lookAtWidgets: (_session, { exercise }) => lookAtWidgets(exercise),
    signIn: (_session, { who, client: at }) => signIn(who, at),
    async requestCode(_session, { who, client: at }) {
      const code = await requestCode(client, record, who);
      if (code) who.clients[at]!.code = code;
    },
    async exchangeCode(_session, { who, client: at }) {
      const held = who.clients[at]!;
      const code = held.code ?? (await requestCode(client, record, who));
      const session = code && (await exchangeCode(client, record, code));
      if (session) held.session = session;
    },
    logout: (session) =>
      end(
        session,
        'logout',
        operation(`mutation { logout { sessionsEnded done } }`),
        [],
        session.id,
      ),
    logoutEverywhere: (session) =>
      end(
        session,
        'logout',
        operation(`mutation { logout(everywhere: true) { sessionsEnded done } }`),
        [],
      ),
    revoke(session, { who, client: at }) {
      const other = who.clients.find((_, i) => i !== at)?.session ?? session;
      const query = operation(
        `mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded done } }`,
      );
      return end(session, 'revokeSession', query, [{ id: other.id }], other.id);
    },
    async useOldSession(_session, { who }) {
      const old = record.sessions.find(({ person }) => person === who);
      if (old) await client.ask(old, operation(`{ viewer { id } }`));
    },
    deleteAccount: (session) => deleteOnce(session),
    async leave(session) {
      for (let calls = 1; calls <= LEAVE_CALLS_MAX; calls += 1) {
        const deletion = await deleteOnce(session);
        if (!deletion || deletion.isDone) return;
      }
    },
  };

  return {
    signIn,

    /** Carries out an act. A client that is not signed in only signs in. */
    async carryOut(act: PlannedAct): Promise<void> {
      const who = record.people[act.person]!;
      const held = who.clients[act.client]!;
      if (!held.session) return signIn(who, act.client);
      const { session } = held;
      await byName[act.name](session, { ...act, who });
      // A client drops its session when it learns that the session has ended.
      if (held.session === session && wasEnded(record, session)) delete held.session;
    },
  };
}

const spanOf = ({ begun, ended }: Span): Span => ({ begun, ended });

const wasEnded = ({ endings, requests }: Record, session: Session): boolean =>
  endings.some((each) => each.isCertain && concerns(each, session)) ||
  // Confirmed by a second rejection.
  requests.filter((each) => each.session === session && each.was === 'refused').length > 1;

interface Named {
  readonly username: string;
}

interface ExportedPage {
  readonly sessions: readonly { readonly id: string }[];
  readonly nextToken: string | null;
}
