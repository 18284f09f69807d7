import type { Violation } from './invariants';

/** From before a request was sent to after its answer came, in the order of everything else. */
export interface Span {
  readonly begun: number;
  readonly ended: number;
}

/** Somebody who acts in a history. */
export interface Person {
  readonly id: string;
  readonly login: string;
  /** What each of their clients holds. */
  readonly clients: { session?: Session; code?: Code }[];
}

/** A session whose token somebody got. */
export interface Session {
  readonly id: string;
  readonly token: string;
  readonly person: Person;
  /** The exchange that it began with. */
  readonly exchange: Span;
}

/** A login code, and the verifier that it was made for. */
export interface Code {
  readonly code: string;
  readonly verifier: string;
  readonly person: Person;
  readonly issued: Span;
}

/** A request with a session. */
export interface Request extends Span {
  readonly what: string;
  readonly session: Session;
  readonly was: 'accepted' | 'refused' | 'unanswered';
  /** Whether something could go wrong meanwhile. */
  readonly isFaulty: boolean;
}

/** What a client knows of its submission: an outcome, that nothing was written, or nothing. */
export type Answer =
  | 'COMPLETED'
  | 'ALREADY_COMPLETED'
  | 'REJECTED'
  | 'LOCKED'
  | 'RATE_LIMITED'
  | 'nothing'
  | 'unknown';

export interface Submission extends Span {
  readonly person: Person;
  readonly exercise: string;
  readonly points: number;
  readonly isRight: boolean;
  readonly answer: Answer;
}

/** The start of an exercise that was answered. */
export interface Start extends Span {
  readonly person: Person;
}

/** A call of `deleteAccount` that passed the authorizer, as far as the client knows. */
export interface Deletion extends Span {
  readonly person: Person;
  /** Nothing was answered, or an error, when omitted. */
  readonly isDone?: boolean;
}

/** A request that ends one session, or all that the person has. */
export interface Ending extends Span {
  readonly person: Person;
  readonly sessionId?: string;
  /** Whether the answer says that it is done. */
  readonly isCertain: boolean;
  /** Whether the answer says that there is no such session. */
  readonly isMissing: boolean;
}

/** Whether a request is about a session, because of its id or because of whose it is. */
export const concerns = ({ person, sessionId }: Ending, session: Session): boolean =>
  sessionId === undefined ? person === session.person : sessionId === session.id;

export interface SignIn extends Span {
  readonly person: Person;
}

export interface Exchange extends Span {
  readonly code: Code;
  readonly was: 'opened' | 'refused' | 'unknown';
}

/** What a person was told of their own work; null where that part failed. */
export interface OwnWork extends Span {
  readonly person: Person;
  readonly points: number;
  readonly completed: number;
  readonly exercises: readonly string[];
  readonly days: number;
  readonly rank: number | null;
}

export interface SessionList extends Span {
  /** The one that asked. */
  readonly session: Session;
  readonly ids: readonly string[];
  /** Those that are said to ask, where that is said. */
  readonly current?: readonly string[];
}

/** Names that anybody can read, of an exercise's solvers or of something else. */
export interface Names extends Span {
  readonly names: readonly string[];
  readonly solversOf?: string;
}

/** Everything that clients sent and were answered in one history. */
export interface Record {
  readonly people: readonly Person[];
  readonly sessions: Session[];
  readonly requests: Request[];
  readonly submissions: Submission[];
  readonly starts: Start[];
  readonly deletions: Deletion[];
  readonly endings: Ending[];
  readonly signIns: SignIn[];
  readonly exchanges: Exchange[];
  readonly ownWork: OwnWork[];
  readonly sessionLists: SessionList[];
  readonly names: Names[];
  /** What was seen to be wrong at once. */
  readonly violations: Violation[];
  isFaulty: boolean;
  /** Numbers moments. */
  now(): number;
}

export function newRecord(people: readonly Person[]): Record {
  let moment = 0;
  return {
    people,
    sessions: [],
    requests: [],
    submissions: [],
    starts: [],
    deletions: [],
    endings: [],
    signIns: [],
    exchanges: [],
    ownWork: [],
    sessionLists: [],
    names: [],
    violations: [],
    isFaulty: false,
    now: () => (moment += 1),
  };
}
