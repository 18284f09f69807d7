/** Invariants after every history, whatever failed in it. */
export const invariants = {
  completedOnce: 'An exercise that a person completes is answered COMPLETED once.',
  answersLast:
    'Nothing that was answered is lost: a completion that the person was told of is there, in every later answer and in the tables, until they delete the account.',
  nothingInvented:
    'Only what somebody submitted is there: no completion without a right answer, and none of a submission that was answered Conflict or refused.',
  locked:
    'An exercise is completed only after the exercises that it asks for, and then it is not LOCKED.',
  started:
    'A submission is judged only after a start of the exercise, and an exercise that was started is not NOT_STARTED, until its person deletes the account or it has a new version.',
  versions: 'A published version of an exercise cannot be changed.',
  attemptsOnce:
    'Each submission that is answered REJECTED or COMPLETED counts one attempt, and no other counts one, but for those whose answer the client never got.',
  numbers:
    'Counters, standings, ranks and rank trees are those of the completed rows, once the streams are read: reconcile finds no drift, no row without an account, nobody pending and nothing busy.',
  publicNumbers:
    'Boards, ranks, solvers, statistics, badges, activity, progress and exported data say what the completed rows say.',
  endedSessions:
    'A session that was ended is refused from then on: after its logout or revocation, and after a logout everywhere or a deletion that began when it was there.',
  voidCodes:
    'A login code opens one session at most, and none after a logout everywhere or a deletion that began when it was there.',
  signedIn:
    'Nobody is signed out, and no sign-in is refused, but for what the person did: no fault ends a session. The eleventh sign-in within a minute ends the first.',
  endings: 'A session that is there is ended by the one request that ends it, which says so.',
  listedSessions: 'The list of sessions has those that are open, and none that has ended.',
  frozen: 'Nothing is added to an account from the answer of its first deletion on.',
  gone: 'Of a person who deleted the account nothing is left: no row in any table, and no name in any public answer.',
  announced:
    'A completion is announced to a subscriber once: never twice, and not missing unless the connection broke or the answer of the database to the announcement was lost to the end.',
  publicErrors:
    'Every error is one of the closed set, and its message says nothing about what is behind the API.',
  causes: 'Without a fault nothing fails as Internal or as unavailable.',
  inTime: 'Every request is answered in time.',
} as const;

export type Invariant = keyof typeof invariants;

/** A violated invariant. */
export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
}
