import { RECENT_SESSIONS } from '../../../model/session';
import type { Invariant, Violation } from './invariants';
import { EXERCISES } from './exercises';
import {
  concerns,
  type Code,
  type Deletion,
  type Person,
  type Record,
  type Session,
  type Span,
  type Submission,
} from './record';

/** Bounds on a person's state of an exercise, derived from the responses that clients received. */
export interface Bounds {
  /** Whether the exercise must be completed, and whether it may be. */
  readonly isCompleted: boolean;
  readonly mayBeCompleted: boolean;
  readonly attemptsMin: number;
  readonly attemptsMax: number;
}

const END: Span = { begun: Infinity, ended: Infinity };

/** Checks the responses that clients received for consistency, without access to the database. */
export function judge(record: Record): Violation[] {
  const violations: Violation[] = [...record.violations];
  const wrong = (invariant: Invariant, what: string) => void violations.push({ invariant, what });
  judgeSessions(record, wrong);
  judgeCodes(record, wrong);
  judgeSubmissions(record, wrong);
  judgeReads(record, wrong);
  return violations;
}

type Wrong = (invariant: Invariant, what: string) => void;

/**
 * Whether a session can have ended before a moment: by a request to end it, or by too many newer
 * ones.
 */
export const mayHaveEnded = (record: Record, session: Session, before: number): boolean =>
  record.endings.some((each) => concerns(each, session) && each.begun < before) ||
  isPushedOut(record, session, before);

/** A history takes less than a minute, and the eleventh session within a minute ends the first. */
const isPushedOut = ({ exchanges }: Record, { person, exchange }: Session, before: number) =>
  exchanges.filter(
    ({ code, was, begun, ended }) =>
      code.person === person && was !== 'refused' && ended > exchange.ended && begun < before,
  ).length >= RECENT_SESSIONS;

/**
 * Whether a session was confirmed as ended before a moment, and began before the request to end it.
 */
export const hasEnded = (record: Record, session: Session, before: number): boolean =>
  record.endings.some(
    (each) =>
      each.isCertain &&
      each.ended < before &&
      concerns(each, session) &&
      session.exchange.ended < each.begun,
  );

function judgeSessions(record: Record, wrong: Wrong): void {
  for (const { session, was, what, isFaulty, begun, ended } of record.requests) {
    const whose = `session ${session.id.slice(0, 8)} of ${session.person.login}`;
    if (was === 'accepted' && hasEnded(record, session, begun)) {
      wrong('endedSessions', `${whose} was accepted for ${what}`);
    }
    if (was === 'refused' && !isFaulty && !mayHaveEnded(record, session, ended)) {
      wrong('signedIn', `${whose} was refused for ${what}`);
    }
  }
  for (const ending of record.endings.filter(({ isMissing }) => isMissing)) {
    const others = record.endings.filter((each) => each !== ending && each.begun < ending.ended);
    const session = record.sessions.find(({ id }) => id === ending.sessionId)!;
    if (others.some((each) => concerns(each, session))) continue;
    if (isPushedOut(record, session, ending.ended)) continue;
    wrong('endings', `session ${session.id.slice(0, 8)} was there, and NotFound`);
  }
  for (const { session, ids, current, begun, ended } of record.sessionLists) {
    for (const each of record.sessions.filter(({ person }) => person === session.person)) {
      const isListed = ids.includes(each.id);
      if (isListed && hasEnded(record, each, begun)) {
        wrong('listedSessions', `${each.id.slice(0, 8)} is listed, and has ended`);
      }
      if (!isListed && each.exchange.ended < begun && !mayHaveEnded(record, each, ended)) {
        wrong('listedSessions', `${each.id.slice(0, 8)} is not listed`);
      }
    }
    const isOwn = current?.length === 1 && current[0] === session.id;
    if (current && !isOwn && !mayHaveEnded(record, session, ended)) {
      wrong('listedSessions', `${session.id.slice(0, 8)} asks, not ${current.join(' ')}`);
    }
  }
}

function judgeCodes(record: Record, wrong: Wrong): void {
  /** Requests that end all sessions of the code's person. */
  const endingsOf = ({ person }: Code) =>
    record.endings.filter((each) => each.person === person && each.sessionId === undefined);
  for (const exchange of record.exchanges) {
    const { code, was, begun, ended } = exchange;
    const others = record.exchanges.filter((each) => each !== exchange && each.code === code);
    const whose = `a code of ${code.person.login}`;
    if (was === 'opened') {
      if (others.some((each) => each.was === 'opened'))
        wrong('voidCodes', `${whose}: two sessions`);
      const isVoid = endingsOf(code).some(
        (each) => each.isCertain && code.issued.ended < each.begun && each.ended < begun,
      );
      if (isVoid) wrong('voidCodes', `${whose} was void, and opened a session`);
    }
    if (was !== 'refused') continue;
    const isUsed = others.some((each) => each.was !== 'refused' && each.begun < ended);
    const mayBeVoid = endingsOf(code).some(
      (each) => each.ended > code.issued.begun && each.begun < ended,
    );
    if (!isUsed && !mayBeVoid) wrong('signedIn', `${whose} was refused`);
  }
}

const isDone = ({ isDone: done }: Deletion) => done === true;

const deletionsOf = ({ deletions }: Record, person: Person) =>
  deletions.filter((each) => each.person === person);

/** The last deletion that was confirmed as done before a span. */
const lastDone = (record: Record, person: Person, before: Span): Deletion | undefined =>
  deletionsOf(record, person)
    .filter((each) => isDone(each) && each.ended < before.begun)
    .sort((a, b) => b.begun - a.begun)[0];

/** Whether the account is deleted when a span begins, with no sign-in of the person since. */
export function isGone(record: Record, person: Person, at: Span = END): boolean {
  const done = lastDone(record, person, at);
  return (
    done !== undefined &&
    !record.signIns.some(
      (each) => each.person === person && each.ended > done.begun && each.begun < at.ended,
    )
  );
}

/** The bounds on a person's state of an exercise during a span. */
export function boundsOf(record: Record, person: Person, exercise: string, at: Span = END): Bounds {
  const deletions = deletionsOf(record, person).filter(({ begun }) => begun < at.ended);
  const lastBegun = lastDone(record, person, at)?.begun ?? -1;
  const lastEnded = Math.max(-1, ...deletions.map(({ ended }) => ended));
  const own = record.submissions.filter(
    (each) => each.person === person && each.exercise === exercise,
  );
  /** Nothing remains of a deleted account. */
  const possible = isGone(record, person, at)
    ? []
    : own.filter(({ begun, ended }) => begun < at.ended && ended > lastBegun);
  const certain = own.filter(({ begun, ended }) => ended < at.begun && begun > lastEnded);
  const counts = ({ answer }: Submission) => answer === 'COMPLETED' || answer === 'REJECTED';
  return {
    isCompleted: certain.some(({ answer }) => /COMPLETED$/.test(answer)),
    mayBeCompleted: possible.some(
      ({ answer, isRight }) => isRight && /^(COMPLETED|unknown)$/.test(answer),
    ),
    attemptsMin: certain.filter(counts).length,
    attemptsMax: possible.filter((each) => counts(each) || each.answer === 'unknown').length,
  };
}

/**
 * Whether a challenge may have become void during a span: because the account was deleted, or
 * because the exercise has another version.
 */
const isVoidDuring = (
  record: Record,
  person: Person,
  exercise: string,
  { begun, ended }: Span,
): boolean =>
  [
    ...deletionsOf(record, person),
    ...record.publications.filter((each) => each.exercise === exercise),
  ].some((each) => each.ended > begun && each.begun < ended);

function judgeSubmissions(record: Record, wrong: Wrong): void {
  for (const submission of record.submissions) {
    const { person, exercise, answer, isRight } = submission;
    const what = `${person.login}, ${exercise}: ${answer}`;
    const before = boundsOf(record, person, exercise, submission);
    if ((answer === 'COMPLETED' || answer === 'REJECTED') && before.isCompleted) {
      wrong('answersLast', `${what}, and it was completed before`);
    }
    if (answer === 'ALREADY_COMPLETED' && !before.mayBeCompleted) {
      wrong('nothingInvented', `${what}, and nobody completed it`);
    }
    if (answer === 'COMPLETED' && !isRight) wrong('nothingInvented', `${what}, and it is wrong`);
    const isVoid = isVoidDuring(record, person, exercise, {
      begun: submission.issued?.begun ?? submission.begun,
      ended: submission.ended,
    });
    if (answer === 'REJECTED' && isRight && !isVoid) {
      wrong('answersLast', `${what}, and it is right`);
    }
    const starts = record.starts.filter(
      (each) => each.person === person && each.exercise === exercise,
    );
    const isStarted = starts.some(
      (each) =>
        each.isCertain &&
        each.ended < submission.begun &&
        !isVoidDuring(record, person, exercise, {
          begun: each.begun,
          ended: submission.ended,
        }),
    );
    if (answer === 'NOT_STARTED' && isStarted) wrong('started', `${what}, and it was started`);
    const isJudged = answer === 'COMPLETED' || answer === 'REJECTED';
    const isOfCatalogue = EXERCISES.some(({ id }) => id === exercise);
    // The last version before the submission can only be started after its publication began.
    const publishedAt = Math.max(
      -1,
      ...record.publications
        .filter((each) => each.isCertain && each.exercise === exercise)
        .filter(({ ended }) => ended < submission.begun)
        .map(({ begun }) => begun),
    );
    const isStartable = starts.some(
      ({ begun, ended }) => ended > publishedAt && begun < submission.ended,
    );
    if (isJudged && isOfCatalogue && !isStartable) {
      wrong('started', `${what}, and nobody started its version`);
    }
    const asked = EXERCISES.find(({ id }) => id === exercise)?.prerequisites ?? [];
    const needed = asked.map((id) => boundsOf(record, person, id, submission));
    if (answer === 'LOCKED' && needed.every(({ isCompleted }) => isCompleted)) {
      wrong('locked', `${what}, and what it asks for was completed`);
    }
    if (answer === 'COMPLETED' && needed.some((each) => !each.mayBeCompleted)) {
      wrong('locked', `${what}, and nobody completed what it asks for`);
    }
    if (answer === 'RATE_LIMITED' && before.attemptsMax < 10) {
      wrong('answersLast', `${what} after ${before.attemptsMax} answers`);
    }
  }
  for (const person of record.people) {
    const deletions = deletionsOf(record, person);
    for (const { id } of EXERCISES) {
      const told = record.submissions.filter(
        (each) => each.person === person && each.exercise === id && each.answer === 'COMPLETED',
      );
      const lives = 1 + deletions.filter((each) => each.isDone !== false).length;
      if (told.length > lives) {
        wrong('completedOnce', `${person.login}, ${id}: COMPLETED ${told.length} times`);
      }
    }
    judgeFrozen(record, person, wrong);
  }
}

function judgeFrozen(record: Record, person: Person, wrong: Wrong): void {
  const deletions = deletionsOf(record, person);
  const added: (Span & { what: string })[] = [
    ...record.submissions
      .filter(({ answer }) => answer === 'COMPLETED' || answer === 'REJECTED')
      .map((each) => ({ ...each, what: `${each.exercise}: ${each.answer}` })),
  ].filter((each) => each.person === person);
  for (const frozen of deletions.filter((each) => each.isDone === false)) {
    for (const each of added.filter(({ begun }) => begun > frozen.ended)) {
      const mayBeNew = deletions.some(
        (other) => other !== frozen && other.isDone !== false && other.begun < each.ended,
      );
      if (!mayBeNew) wrong('frozen', `${person.login}, ${each.what}`);
    }
  }
}

function judgeReads(record: Record, wrong: Wrong): void {
  for (const work of record.ownWork) {
    const { person, points, completed, exercises, days, rank } = work;
    const bounds = exercisesOf(record, person).map((exercise) => ({
      ...exercise,
      ...boundsOf(record, person, exercise.id, work),
    }));
    const told = bounds.filter(({ isCompleted }) => isCompleted);
    const possible = bounds.filter((each) => each.isCompleted || each.mayBeCompleted);
    const sum = (some: readonly { points: number }[]) => some.reduce((all, b) => all + b.points, 0);
    const says = `${person.login} reads ${JSON.stringify({ points, completed, days, exercises, rank })}`;
    const isBetween = (found: number, least: number, most: number) =>
      found >= least && found <= most;
    if (!isBetween(points, sum(told), sum(possible))) {
      wrong('answersLast', `${says}, not ${sum(told)} to ${sum(possible)} points`);
    }
    for (const found of [completed, days]) {
      if (isBetween(found, told.length, possible.length)) continue;
      wrong('answersLast', `${says}, not ${told.length} to ${possible.length} exercises`);
    }
    const listed = new Set(exercises);
    const known = (some: typeof bounds) =>
      some.filter(({ id }) => EXERCISES.some((exercise) => exercise.id === id));
    if (known(told).length < told.length) continue;
    if (told.some(({ id }) => !listed.has(id))) wrong('answersLast', `${says} without an exercise`);
    if (exercises.some((id) => !possible.some((each) => each.id === id))) {
      wrong('nothingInvented', `${says} with an exercise too many`);
    }
    if (told.length === possible.length && (rank !== null) !== points > 0) {
      wrong('publicNumbers', `${says}, which is no rank`);
    }
  }
  for (const read of record.names) {
    const { names, solversOf } = read;
    for (const person of record.people) {
      const isThere = names.includes(person.login);
      if (isThere && isGone(record, person, read)) {
        wrong('gone', `${person.login} is read in public (${solversOf ?? 'a board or widget'})`);
      }
      if (solversOf === undefined) continue;
      const { isCompleted, mayBeCompleted } = boundsOf(record, person, solversOf, read);
      if (isCompleted && !isThere) wrong('answersLast', `${person.login} solved ${solversOf}`);
      if (isThere && !mayBeCompleted) {
        wrong('nothingInvented', `${person.login} is a solver of ${solversOf}`);
      }
    }
  }
}

/** A person's exercises: those of the catalogue, and those of a long history. */
export function exercisesOf(record: Record, person: Person): { id: string; points: number }[] {
  const own = record.submissions.filter((each) => each.person === person);
  const exercises = new Map(own.map(({ exercise, points }) => [exercise, points]));
  return [...exercises].map(([id, points]) => ({ id, points }));
}
