import type { Issued } from '../personal';
import type { Violation } from './invariants';

/** The logical time from before a request was sent until after its response was received. */
export interface Span {
  readonly begun: number;
  readonly ended: number;
}

/** A person who acts in a history. */
export interface Person {
  readonly id: string;
  readonly login: string;
  /** The state of each of their clients. */
  readonly clients: { session?: Session; code?: Code }[];
  /** What they received for each exercise that they started. All of their clients know it. */
  readonly issued: Map<string, Issue>;
}

/** A challenge, and when it was issued. */
export interface Issue extends Issued, Span {
  readonly version: number;
}

/** A session with a token that a client received. */
export interface Session {
  readonly id: string;
  readonly token: string;
  readonly person: Person;
  /** The exchange that created it. */
  readonly exchange: Span;
}

/** A login code and its PKCE verifier. */
export interface Code {
  readonly code: string;
  readonly verifier: string;
  readonly person: Person;
  readonly issued: Span;
}

/** A request with a session token. */
export interface Request extends Span {
  readonly what: string;
  readonly session: Session;
  readonly was: 'accepted' | 'refused' | 'unanswered';
  /** Whether faults were possible during the request. */
  readonly isFaulty: boolean;
}

/** The client's knowledge of its submission: an outcome, that nothing was written, or nothing. */
export type Answer =
  | 'COMPLETED'
  | 'ALREADY_COMPLETED'
  | 'REJECTED'
  | 'LOCKED'
  | 'NOT_STARTED'
  | 'RATE_LIMITED'
  | 'nothing'
  | 'unknown';

export interface Submission extends Span {
  readonly person: Person;
  readonly exercise: string;
  readonly points: number;
  readonly isRight: boolean;
  /** When the challenge was issued that the answer is for. Omitted without a challenge. */
  readonly issued?: Span;
  readonly answer: Answer;
}

/** A start of an exercise. */
export interface Start extends Span {
  readonly person: Person;
  readonly exercise: string;
  /** Whether the response confirms it. */
  readonly isCertain: boolean;
}

/** The publication of another version of an exercise. */
export interface Publication extends Span {
  readonly exercise: string;
  /** Whether the version was another one before. */
  readonly isCertain: boolean;
}

/** A call of `deleteAccount` that may have passed the authorizer, to the client's knowledge. */
export interface Deletion extends Span {
  readonly person: Person;
  /** Omitted when the response was an error or was lost. */
  readonly isDone?: boolean;
}

/** A request that ends one session, or all sessions of a person. */
export interface Ending extends Span {
  readonly person: Person;
  readonly sessionId?: string;
  /** Whether the response confirms that it is done. */
  readonly isCertain: boolean;
  /** Whether the response was that there is no such session. */
  readonly isMissing: boolean;
}

/** Whether a request applies to a session, by its id or by its person. */
export const concerns = ({ person, sessionId }: Ending, session: Session): boolean =>
  sessionId === undefined ? person === session.person : sessionId === session.id;

export interface SignIn extends Span {
  readonly person: Person;
}

export interface Exchange extends Span {
  readonly code: Code;
  readonly was: 'opened' | 'refused' | 'unknown';
}

/** A person's own work, as the API returned it. `rank` is null without points. */
export interface OwnWork extends Span {
  readonly person: Person;
  readonly points: number;
  readonly completed: number;
  readonly exercises: readonly string[];
  readonly days: number;
  readonly rank: number | null;
}

export interface SessionList extends Span {
  /** The session of the request. */
  readonly session: Session;
  readonly ids: readonly string[];
  /** Sessions that are listed as current. Omitted when the list does not include this. */
  readonly current?: readonly string[];
}

/** Usernames in a public response, of an exercise's solvers or of something else. */
export interface Names extends Span {
  readonly names: readonly string[];
  readonly solversOf?: string;
}

/** Everything that clients sent and received in one history. */
export interface Record {
  readonly people: readonly Person[];
  readonly sessions: Session[];
  readonly requests: Request[];
  readonly submissions: Submission[];
  readonly starts: Start[];
  readonly publications: Publication[];
  readonly deletions: Deletion[];
  readonly endings: Ending[];
  readonly signIns: SignIn[];
  readonly exchanges: Exchange[];
  readonly ownWork: OwnWork[];
  readonly sessionLists: SessionList[];
  readonly names: Names[];
  /** Violations that were detected immediately. */
  readonly violations: Violation[];
  isFaulty: boolean;
  /** Returns the next logical time. */
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
    publications: [],
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
