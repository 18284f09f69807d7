export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  AWSDate: { input: string; output: string; }
  AWSDateTime: { input: string; output: string; }
  AWSEmail: { input: string; output: string; }
  AWSIPAddress: { input: string; output: string; }
  AWSJSON: { input: unknown; output: unknown; }
  AWSPhone: { input: string; output: string; }
  AWSTime: { input: string; output: string; }
  AWSTimestamp: { input: number; output: number; }
  AWSURL: { input: string; output: string; }
};

/** The viewer's days with completions. */
export type Activity = {
  __typename?: 'Activity';
  /**
   * Number of consecutive days with a completion, up to today, or up to yesterday if there is none today yet. Not
   * affected by `from` and `to`.
   */
  currentStreak: Scalars['Int']['output'];
  /** Days with at least one completion, in ascending order. */
  days: Array<ActivityDay>;
  /** Largest number of consecutive days with a completion. Not affected by `from` and `to`. */
  longestStreak: Scalars['Int']['output'];
};

export type ActivityDay = {
  __typename?: 'ActivityDay';
  completions: Scalars['Int']['output'];
  date: Scalars['AWSDate']['output'];
  points: Scalars['Int']['output'];
};

/** A completion, as announced to subscribers. */
export type CompletionEvent = {
  __typename?: 'CompletionEvent';
  avatarUrl: Scalars['AWSURL']['output'];
  completedAt: Scalars['AWSDateTime']['output'];
  exerciseId: Scalars['ID']['output'];
  /** Points that the completion earned. 0 if self-reported. */
  points: Scalars['Int']['output'];
  username: Scalars['String']['output'];
};

/** The result of a submission. */
export type CompletionOutcome =
  /** The viewer had already completed the exercise. Nothing changed. */
  | 'ALREADY_COMPLETED'
  /** The submission is correct and was counted. */
  | 'COMPLETED'
  /** A prerequisite is not completed: see `missingPrerequisites`. The submission was neither judged nor counted. */
  | 'LOCKED'
  /**
   * The viewer has not started the current version of the exercise: call `startExercise`. The submission was
   * neither judged nor counted.
   */
  | 'NOT_STARTED'
  /**
   * The viewer made ten incorrect submissions for this exercise within the last minute. The submission was
   * neither judged nor counted. Retry after `retryAfterSeconds`.
   */
  | 'RATE_LIMITED'
  /** The hash is incorrect. The attempt was counted. */
  | 'REJECTED';

export type DeleteAccountPayload = {
  __typename?: 'DeleteAccountPayload';
  /** Whether the deletion is complete. If false, the current session is still open: call again. */
  done: Scalars['Boolean']['output'];
};

/** The experience that an exercise requires. */
export type Difficulty =
  /** For people who read man pages for fun. */
  | 'ADVANCED'
  /** No experience required. */
  | 'BEGINNER'
  /** For people who use a shell and git every day. */
  | 'INTERMEDIATE';

/** An exercise that learners do on their own machine. */
export type Exercise = {
  __typename?: 'Exercise';
  /** The files that learners download. Null until the exercise is published with them. */
  bundle?: Maybe<ExerciseBundle>;
  difficulty: Difficulty;
  estimatedMinutes: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  /** Task description, in Markdown. */
  instructions?: Maybe<Scalars['String']['output']>;
  /** Points that a completion earns. 0 if the verification is `SELF_REPORTED`. */
  points: Scalars['Int']['output'];
  /** Ids of the exercises that must be completed first. */
  prerequisites: Array<Scalars['ID']['output']>;
  /** The viewer's progress on this exercise. Null if they have not started it. Requires a session. */
  progress?: Maybe<Progress>;
  /** People who completed the exercise, ordered by time of completion. */
  solvers?: Maybe<SolverPage>;
  /** Counters over all learners. Exact at the time of the read. */
  stats?: Maybe<ExerciseStats>;
  /** One sentence. */
  summary: Scalars['String']['output'];
  tags: Array<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  verification: Verification;
  /** Starts at 1. A new version has other answers, points or verification. Completions of earlier versions remain valid. */
  version: Scalars['Int']['output'];
};


/** An exercise that learners do on their own machine. */
export type ExerciseSolversArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  order?: InputMaybe<SolverOrder>;
};

/**
 * A `.tar.gz` archive with the instructions and scripts of an exercise, and without its solution. The content
 * of an address never changes.
 */
export type ExerciseBundle = {
  __typename?: 'ExerciseBundle';
  /** Size of the archive. */
  bytes: Scalars['Int']['output'];
  /** SHA-256 of the archive, in lowercase hexadecimal digits. */
  sha256: Scalars['String']['output'];
  url: Scalars['AWSURL']['output'];
};

/** Conditions on exercises. An exercise must match every given condition. */
export type ExerciseFilter = {
  difficulty?: InputMaybe<Difficulty>;
  /** Text in the title or summary, case-insensitive, 1 to 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** A tag of the exercise, for example `git`. */
  tag?: InputMaybe<Scalars['String']['input']>;
};

/**
 * A page of exercises. With a filter, a page may hold fewer items than `limit`, or none, even if more pages
 * follow: continue until `nextToken` is null.
 */
export type ExercisePage = {
  __typename?: 'ExercisePage';
  items: Array<Exercise>;
  /** Token of the next page. Null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Counters over all learners who completed an exercise. */
export type ExerciseStats = {
  __typename?: 'ExerciseStats';
  /** Number of submissions those people made, up to and including the correct one. */
  attempts: Scalars['Int']['output'];
  /** Number of people who completed the exercise. */
  completions: Scalars['Int']['output'];
  /** The first person to complete the exercise. Null if there is none yet. */
  firstSolver?: Maybe<Solver>;
};

/** A page of a leaderboard. */
export type Leaderboard = {
  __typename?: 'Leaderboard';
  /** End of the month or week, exclusive. Null for `ALL_TIME`. */
  endsAt?: Maybe<Scalars['AWSDateTime']['output']>;
  items: Array<LeaderboardEntry>;
  /** Token of the next page. Null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
  period: LeaderboardPeriod;
  /** Start of the month or week, inclusive. Null for `ALL_TIME`. */
  startsAt?: Maybe<Scalars['AWSDateTime']['output']>;
};

/**
 * A person's standing on a leaderboard. Self-reported exercises earn no points, and people without points do
 * not appear.
 */
export type LeaderboardEntry = {
  __typename?: 'LeaderboardEntry';
  avatarUrl: Scalars['AWSURL']['output'];
  /** Exercises completed in the period, including self-reported ones. */
  completions: Scalars['Int']['output'];
  lastCompletedAt: Scalars['AWSDateTime']['output'];
  points: Scalars['Int']['output'];
  /** Position on the board, starting at 1. Ties go to whoever reached the score first. */
  rank: Scalars['Int']['output'];
  username: Scalars['String']['output'];
};

/** The period over which points are summed. Months and weeks are in UTC. */
export type LeaderboardPeriod =
  | 'ALL_TIME'
  /** A calendar month. */
  | 'MONTH'
  /** A week that starts on Monday. */
  | 'WEEK';

export type LogoutPayload = {
  __typename?: 'LogoutPayload';
  /** Whether all requested sessions have ended. If false, the current session is still open: call again. */
  done: Scalars['Boolean']['output'];
  /** Number of sessions that this request ended. */
  sessionsEnded: Scalars['Int']['output'];
};

/** Write operations. Each one acts on the signed-in viewer's own data. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Deletes the viewer's account: profile, work, standings, sessions, and their entry in every list of
   * solvers. Statistics then count only the remaining people. A long history takes several calls: call again
   * until `done` is true. The first call freezes the account: from then on, `startExercise` and
   * `recordCompletion` fail with `Conflict`. Fails with `InvalidInput` if `confirm` is not the viewer's
   * username.
   */
  deleteAccount?: Maybe<DeleteAccountPayload>;
  /**
   * Ends the current session. Its token is refused from the next request on. With `everywhere`, a sign-in
   * that is in progress at that moment fails. One call ends about 150 sessions: call again until `done` is
   * true. Fails with `Conflict` if another request of the viewer interfered: retry.
   */
  logout?: Maybe<LogoutPayload>;
  /**
   * Internal. Announces a completion to `Subscription.onCompletion`, once. Returns null if the completion was
   * already announced or no longer exists.
   */
  publishCompletion?: Maybe<CompletionEvent>;
  /**
   * Submits the hash that an exercise's `verify.sh` printed for the viewer's challenge. Expected outcomes are
   * data: see `outcome`. Fails with `NotFound` if the exercise does not exist, with `InvalidInput` if an argument is malformed, and with
   * `Conflict` if concurrent submissions by the viewer interfered with each other. On `Conflict`, nothing was
   * written: retry.
   */
  recordCompletion?: Maybe<RecordCompletionPayload>;
  /**
   * Ends one of the viewer's sessions. Fails with `NotFound` if the viewer has no such session or it has
   * already ended, and with `Conflict` if another request of the viewer interfered: retry.
   */
  revokeSession?: Maybe<LogoutPayload>;
  /**
   * Starts an exercise, and issues the viewer's challenge. Idempotent: further calls return the same challenge,
   * until the exercise has a new version. Completed exercises are not started again. Fails with `NotFound` if
   * the exercise does not exist.
   */
  startExercise?: Maybe<Progress>;
};


/** Write operations. Each one acts on the signed-in viewer's own data. */
export type MutationDeleteAccountArgs = {
  confirm: Scalars['String']['input'];
};


/** Write operations. Each one acts on the signed-in viewer's own data. */
export type MutationLogoutArgs = {
  everywhere?: InputMaybe<Scalars['Boolean']['input']>;
};


/** Write operations. Each one acts on the signed-in viewer's own data. */
export type MutationPublishCompletionArgs = {
  input: PublishCompletionInput;
};


/** Write operations. Each one acts on the signed-in viewer's own data. */
export type MutationRecordCompletionArgs = {
  input: RecordCompletionInput;
};


/** Write operations. Each one acts on the signed-in viewer's own data. */
export type MutationRevokeSessionArgs = {
  id: Scalars['ID']['input'];
};


/** Write operations. Each one acts on the signed-in viewer's own data. */
export type MutationStartExerciseArgs = {
  exerciseId: Scalars['ID']['input'];
};

/** The viewer's progress on one exercise. */
export type Progress = {
  __typename?: 'Progress';
  /** Number of submissions, correct and incorrect. */
  attempts: Scalars['Int']['output'];
  /**
   * 32 hexadecimal digits that make the viewer's answer personal: `verify.sh` prints the SHA-256 of the finished
   * work's hash and the challenge. Null if the exercise is self-reported.
   */
  challenge?: Maybe<Scalars['String']['output']>;
  /** Null until the exercise is completed. */
  completedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Null if the exercise is no longer in the catalogue. */
  exercise?: Maybe<Exercise>;
  startedAt: Scalars['AWSDateTime']['output'];
  /** The variant that `setup.sh` lays out for the viewer, from 0. Null if the exercise is self-reported. */
  variant?: Maybe<Scalars['Int']['output']>;
  /** The version of the exercise that the viewer started last. */
  version: Scalars['Int']['output'];
};

/**
 * A page of the viewer's progress. With a `status`, a page may hold fewer items than `limit`, or none, even if
 * more pages follow: continue until `nextToken` is null.
 */
export type ProgressPage = {
  __typename?: 'ProgressPage';
  items: Array<Progress>;
  /** Token of the next page. Null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** The state of the viewer's progress on an exercise. */
export type ProgressStatus =
  | 'COMPLETED'
  /** Started but not completed. */
  | 'STARTED';

/** Identifies a completion. */
export type PublishCompletionInput = {
  exerciseId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};

/**
 * Read operations. The catalogue and its statistics are public and need only the API key. All other fields
 * return the signed-in viewer's own data and need a session token in the `Authorization` header.
 */
export type Query = {
  __typename?: 'Query';
  /** The exercise with this id, or null if there is none. */
  exercise?: Maybe<Exercise>;
  /** Exercises, in catalogue order. */
  exercises?: Maybe<ExercisePage>;
  /**
   * All data stored about the viewer, as a JSON document with `profile`, `progress`, `sessions` and
   * `nextToken`. A page holds up to 1,000 exercises. The sessions follow the last exercise. Request further
   * pages until the document's `nextToken` is null.
   */
  exportMyData?: Maybe<Scalars['AWSJSON']['output']>;
  /** The people with the most points in a period. Past months and weeks remain available: select one with `date`. */
  leaderboard?: Maybe<Leaderboard>;
  /** The viewer's progress on each exercise that they started, ordered by exercise id. */
  progress?: Maybe<ProgressPage>;
  /** The tags of the catalogue, in alphabetical order. */
  tags?: Maybe<Array<TagCount>>;
  /** The person who makes the request. */
  viewer?: Maybe<Viewer>;
};


/**
 * Read operations. The catalogue and its statistics are public and need only the API key. All other fields
 * return the signed-in viewer's own data and need a session token in the `Authorization` header.
 */
export type QueryExerciseArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Read operations. The catalogue and its statistics are public and need only the API key. All other fields
 * return the signed-in viewer's own data and need a session token in the `Authorization` header.
 */
export type QueryExercisesArgs = {
  filter?: InputMaybe<ExerciseFilter>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Read operations. The catalogue and its statistics are public and need only the API key. All other fields
 * return the signed-in viewer's own data and need a session token in the `Authorization` header.
 */
export type QueryExportMyDataArgs = {
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Read operations. The catalogue and its statistics are public and need only the API key. All other fields
 * return the signed-in viewer's own data and need a session token in the `Authorization` header.
 */
export type QueryLeaderboardArgs = {
  date?: InputMaybe<Scalars['AWSDate']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  period?: InputMaybe<LeaderboardPeriod>;
};


/**
 * Read operations. The catalogue and its statistics are public and need only the API key. All other fields
 * return the signed-in viewer's own data and need a session token in the `Authorization` header.
 */
export type QueryProgressArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<ProgressStatus>;
};

export type RecordCompletionInput = {
  exerciseId: Scalars['ID']['input'];
  /** The line that `verify.sh` printed: 64 lowercase hexadecimal digits. */
  verificationHash: Scalars['String']['input'];
};

export type RecordCompletionPayload = {
  __typename?: 'RecordCompletionPayload';
  exercise: Exercise;
  /** Ids of the prerequisites that the viewer has not completed. Empty unless the outcome is `LOCKED`. */
  missingPrerequisites: Array<Scalars['ID']['output']>;
  outcome: CompletionOutcome;
  /** The viewer's current progress on this exercise. Null if they have not started it. */
  progress?: Maybe<Progress>;
  /** Seconds to wait before the next submission. Set only if the outcome is `RATE_LIMITED`. */
  retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
};

/** A signed-in client of the viewer. */
export type Session = {
  __typename?: 'Session';
  createdAt: Scalars['AWSDateTime']['output'];
  /** Whether this is the current session. */
  current: Scalars['Boolean']['output'];
  expiresAt: Scalars['AWSDateTime']['output'];
  /** Identifies the session in `revokeSession`. Not a credential. */
  id: Scalars['ID']['output'];
  /** The `User-Agent` that the client sent when it signed in. */
  userAgent: Scalars['String']['output'];
};

/** A person who completed an exercise, with their username and avatar as of their last sign-in. */
export type Solver = {
  __typename?: 'Solver';
  avatarUrl: Scalars['AWSURL']['output'];
  completedAt: Scalars['AWSDateTime']['output'];
  username: Scalars['String']['output'];
};

/** Sort order of solvers. */
export type SolverOrder =
  /** Earliest completion first. */
  | 'FIRST'
  /** Latest completion first. */
  | 'LATEST';

/** A page of people who completed an exercise. */
export type SolverPage = {
  __typename?: 'SolverPage';
  items: Array<Solver>;
  /** Token of the next page. Null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Live updates, over AppSync's WebSocket protocol. */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Delivers completions within seconds while the connection is open, each at most once. A rare failure
   * can lose an event: after a reconnect, and from time to time, read the numbers again.
   */
  onCompletion?: Maybe<CompletionEvent>;
};


/** Live updates, over AppSync's WebSocket protocol. */
export type SubscriptionOnCompletionArgs = {
  exerciseId?: InputMaybe<Scalars['ID']['input']>;
};

/** A tag, and the exercises that have it. */
export type TagCount = {
  __typename?: 'TagCount';
  /** Number of exercises. */
  exercises: Scalars['Int']['output'];
  tag: Scalars['String']['output'];
};

/** How a submission is judged. */
export type Verification =
  /** The server compares the submitted hash with the one that the viewer's challenge requires. */
  | 'ANSWER'
  /** The server accepts and stores any well-formed hash. The completion counts but earns no points. */
  | 'SELF_REPORTED';

/** The signed-in person. Visible only to themselves. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The days on which the viewer completed exercises. Days start at midnight in the given time zone. */
  activity?: Maybe<Activity>;
  avatarUrl: Scalars['AWSURL']['output'];
  /** Exercises completed, including self-reported ones. */
  completedCount?: Maybe<Scalars['Int']['output']>;
  createdAt: Scalars['AWSDateTime']['output'];
  /** The primary verified email address on GitHub. Null if there is none. */
  email?: Maybe<Scalars['AWSEmail']['output']>;
  /** The numeric GitHub id. Does not change when the username does. */
  id: Scalars['ID']['output'];
  lastLoginAt: Scalars['AWSDateTime']['output'];
  /** Points on the all-time board. */
  points?: Maybe<Scalars['Int']['output']>;
  /** The same as `Query.progress`. */
  progress?: Maybe<ProgressPage>;
  /**
   * The viewer's position on the leaderboard of all time, the current month or the current week. Null if they
   * have no points in that period. Eventually consistent: the viewer's own completions count immediately, those
   * of other people within seconds.
   */
  rank?: Maybe<Scalars['Int']['output']>;
  /** Sessions, latest first. Lists at most 1,000, and always includes the current session. */
  sessions?: Maybe<Array<Session>>;
  /**
   * The login on GitHub as of the last sign-in. If it belongs to someone else since, `~` and the id, until the
   * next sign-in.
   */
  username: Scalars['String']['output'];
};


/** The signed-in person. Visible only to themselves. */
export type ViewerActivityArgs = {
  from?: InputMaybe<Scalars['AWSDate']['input']>;
  timezone?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['AWSDate']['input']>;
};


/** The signed-in person. Visible only to themselves. */
export type ViewerProgressArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<ProgressStatus>;
};


/** The signed-in person. Visible only to themselves. */
export type ViewerRankArgs = {
  period?: InputMaybe<LeaderboardPeriod>;
};
