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
  /** Days in a row up to today, or up to yesterday while today has none yet, whatever `from` and `to`. */
  currentStreak: Scalars['Int']['output'];
  /** Days with at least one completion, in the order of time. */
  days: Array<ActivityDay>;
  /** The most days in a row ever, whatever `from` and `to`. */
  longestStreak: Scalars['Int']['output'];
};

export type ActivityDay = {
  __typename?: 'ActivityDay';
  completions: Scalars['Int']['output'];
  date: Scalars['AWSDate']['output'];
  points: Scalars['Int']['output'];
};

/** A completion as it is announced. */
export type CompletionEvent = {
  __typename?: 'CompletionEvent';
  avatarUrl: Scalars['AWSURL']['output'];
  completedAt: Scalars['AWSDateTime']['output'];
  exerciseId: Scalars['ID']['output'];
  /** What it earned; 0 when self-reported. */
  points: Scalars['Int']['output'];
  username: Scalars['String']['output'];
};

/** What became of a submission. */
export type CompletionOutcome =
  /** The viewer had completed the lab before; nothing changed. */
  | 'ALREADY_COMPLETED'
  /** Right, and counted. */
  | 'COMPLETED'
  /** A prerequisite is not completed; nothing was judged or counted. */
  | 'LOCKED'
  /** Ten wrong answers to this lab within a minute; nothing was judged or counted. Wait `retryAfterSeconds`. */
  | 'RATE_LIMITED'
  /** The hash is not the lab's. The attempt was counted. */
  | 'REJECTED';

export type DeleteAccountPayload = {
  __typename?: 'DeleteAccountPayload';
  /** Whether nothing is left. Until it is, the session lives on: call again. */
  done: Scalars['Boolean']['output'];
};

/** How much a lab asks of the learner. */
export type Difficulty =
  /** Reading man pages is part of the fun. */
  | 'ADVANCED'
  /** No experience needed. */
  | 'BEGINNER'
  /** Daily use of a shell and git. */
  | 'INTERMEDIATE';

/** A lab that people do on their own machine. */
export type Exercise = {
  __typename?: 'Exercise';
  difficulty: Difficulty;
  estimatedMinutes: Scalars['Int']['output'];
  id: Scalars['ID']['output'];
  /** What to do, in Markdown. */
  instructions?: Maybe<Scalars['String']['output']>;
  /** What completing it earns; 0 when self-reported. */
  points: Scalars['Int']['output'];
  /** Ids of the labs to complete first. */
  prerequisites: Array<Scalars['ID']['output']>;
  /** The viewer's own work on this lab; null before they started. Needs a session. */
  progress?: Maybe<Progress>;
  /** Who completed it, in the order of time. */
  solvers?: Maybe<SolverPage>;
  /** Counters over everybody, exact at the moment of reading. */
  stats?: Maybe<ExerciseStats>;
  /** One sentence. */
  summary: Scalars['String']['output'];
  tags: Array<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  verification: Verification;
};


/** A lab that people do on their own machine. */
export type ExerciseSolversArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  order?: InputMaybe<SolverOrder>;
};

/** Conditions on a lab; a lab must meet every one that is given. */
export type ExerciseFilter = {
  difficulty?: InputMaybe<Difficulty>;
  /** Text in the title or the summary, in any case; 1 to 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** A tag that the lab carries, for example `git`. */
  tag?: InputMaybe<Scalars['String']['input']>;
};

/**
 * A page of labs. With a filter it may hold fewer than `limit`, even none, before the last page: go on
 * until `nextToken` is null.
 */
export type ExercisePage = {
  __typename?: 'ExercisePage';
  items: Array<Exercise>;
  /** Where the next page begins; null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Counters over everybody who did a lab. */
export type ExerciseStats = {
  __typename?: 'ExerciseStats';
  /** Answers that those people submitted until they had it right, the right one included. */
  attempts: Scalars['Int']['output'];
  /** People who completed it. */
  completions: Scalars['Int']['output'];
  /** Who completed it first; null until somebody did. */
  firstSolver?: Maybe<Solver>;
};

/** A page of a leaderboard. */
export type Leaderboard = {
  __typename?: 'Leaderboard';
  /** The first moment after it; null for `ALL_TIME`. */
  endsAt?: Maybe<Scalars['AWSDateTime']['output']>;
  items: Array<LeaderboardEntry>;
  /** Where the next page begins; null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
  period: LeaderboardPeriod;
  /** The first moment of the month or week; null for `ALL_TIME`. */
  startsAt?: Maybe<Scalars['AWSDateTime']['output']>;
};

/** Somebody's standing on a leaderboard. Self-reported labs earn no points, and nobody stands on a board without points. */
export type LeaderboardEntry = {
  __typename?: 'LeaderboardEntry';
  avatarUrl: Scalars['AWSURL']['output'];
  /** Labs completed in the period, self-reported ones included. */
  completions: Scalars['Int']['output'];
  lastCompletedAt: Scalars['AWSDateTime']['output'];
  points: Scalars['Int']['output'];
  /** Position on the board, from 1; of equal points, whoever got there first stands before. */
  rank: Scalars['Int']['output'];
  username: Scalars['String']['output'];
};

/** The time over which points are added up, UTC. */
export type LeaderboardPeriod =
  | 'ALL_TIME'
  /** A calendar month. */
  | 'MONTH'
  /** From a Monday to the next. */
  | 'WEEK';

export type LogoutPayload = {
  __typename?: 'LogoutPayload';
  /** Whether every session that was to end has ended. If false, the current session is still open: call again. */
  done: Scalars['Boolean']['output'];
  /** Sessions that this request ended. */
  sessionsEnded: Scalars['Int']['output'];
};

/** Everything that can be changed, by and for the signed-in viewer. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Removes the viewer everywhere: profile, work, standings, sessions, and the name in every list of
   * solvers; the statistics are those of the people who are left. Works through a long history in parts:
   * call it again until `done` is true. From the first call on the account is frozen: starting and
   * submitting answer `Conflict`. `InvalidInput` unless `confirm` is the viewer's username.
   */
  deleteAccount?: Maybe<DeleteAccountPayload>;
  /**
   * Ends the session that makes this request; its token is refused from the next request on. With
   * `everywhere`, a sign-in that is under way at that moment fails. Very many sessions take several calls:
   * call it again until `done` is true. `Conflict` when another request of the viewer was in the way: try
   * again.
   */
  logout?: Maybe<LogoutPayload>;
  /**
   * Internal: announces a completion to `Subscription.onCompletion`, once. Null when it was announced
   * before or is no longer there.
   */
  publishCompletion?: Maybe<CompletionEvent>;
  /**
   * Submits what a lab's `verify.sh` printed. What can be expected is told by `outcome`; `NotFound` when
   * there is no such lab, `InvalidInput` when an argument is malformed, `Conflict` when the viewer's own
   * simultaneous submissions got in each other's way (nothing was written: submit again).
   */
  recordCompletion?: Maybe<RecordCompletionPayload>;
  /**
   * Ends one of the viewer's sessions. `NotFound` when the viewer has no such session, or it has ended.
   * `Conflict` when another request of the viewer was in the way: try again.
   */
  revokeSession?: Maybe<LogoutPayload>;
  /**
   * Notes that the viewer began a lab. Starting it again changes nothing. `NotFound` when there is no
   * such lab.
   */
  startExercise?: Maybe<Progress>;
};


/** Everything that can be changed, by and for the signed-in viewer. */
export type MutationDeleteAccountArgs = {
  confirm: Scalars['String']['input'];
};


/** Everything that can be changed, by and for the signed-in viewer. */
export type MutationLogoutArgs = {
  everywhere?: InputMaybe<Scalars['Boolean']['input']>;
};


/** Everything that can be changed, by and for the signed-in viewer. */
export type MutationPublishCompletionArgs = {
  input: PublishCompletionInput;
};


/** Everything that can be changed, by and for the signed-in viewer. */
export type MutationRecordCompletionArgs = {
  input: RecordCompletionInput;
};


/** Everything that can be changed, by and for the signed-in viewer. */
export type MutationRevokeSessionArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be changed, by and for the signed-in viewer. */
export type MutationStartExerciseArgs = {
  exerciseId: Scalars['ID']['input'];
};

/** The viewer's work on one lab. */
export type Progress = {
  __typename?: 'Progress';
  /** Answers submitted, wrong and right. */
  attempts: Scalars['Int']['output'];
  /** Null until it is completed. */
  completedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Null when the lab is no longer in the catalogue. */
  exercise?: Maybe<Exercise>;
  startedAt: Scalars['AWSDateTime']['output'];
};

/** A page of the viewer's work. With a status it may hold fewer than `limit` before the last page. */
export type ProgressPage = {
  __typename?: 'ProgressPage';
  items: Array<Progress>;
  /** Where the next page begins; null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Where the viewer stands with a lab. */
export type ProgressStatus =
  | 'COMPLETED'
  /** Begun and not completed. */
  | 'STARTED';

/** Whose completion of what. */
export type PublishCompletionInput = {
  exerciseId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};

/**
 * Everything that can be read. The catalogue and its statistics are public (API key); the rest belongs
 * to the signed-in viewer (session token in the `Authorization` header).
 */
export type Query = {
  __typename?: 'Query';
  /** One lab, or null when there is none with this id. */
  exercise?: Maybe<Exercise>;
  /** The labs, in the order of the catalogue. */
  exercises?: Maybe<ExercisePage>;
  /**
   * Everything that is kept about the viewer, as a document with `profile`, `progress`, `sessions` and
   * `nextToken`. A page has up to 1,000 labs; the sessions follow the last of them. Ask for further pages
   * until the document's `nextToken` is null.
   */
  exportMyData?: Maybe<Scalars['AWSJSON']['output']>;
  /** Who has most points. Closed months and weeks stay readable: `date` says which one. */
  leaderboard?: Maybe<Leaderboard>;
  /** The viewer's own work on each lab that they started, by lab id. */
  progress?: Maybe<ProgressPage>;
  /** The signed-in person. */
  viewer?: Maybe<Viewer>;
};


/**
 * Everything that can be read. The catalogue and its statistics are public (API key); the rest belongs
 * to the signed-in viewer (session token in the `Authorization` header).
 */
export type QueryExerciseArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. The catalogue and its statistics are public (API key); the rest belongs
 * to the signed-in viewer (session token in the `Authorization` header).
 */
export type QueryExercisesArgs = {
  filter?: InputMaybe<ExerciseFilter>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be read. The catalogue and its statistics are public (API key); the rest belongs
 * to the signed-in viewer (session token in the `Authorization` header).
 */
export type QueryExportMyDataArgs = {
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything that can be read. The catalogue and its statistics are public (API key); the rest belongs
 * to the signed-in viewer (session token in the `Authorization` header).
 */
export type QueryLeaderboardArgs = {
  date?: InputMaybe<Scalars['AWSDate']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  period?: InputMaybe<LeaderboardPeriod>;
};


/**
 * Everything that can be read. The catalogue and its statistics are public (API key); the rest belongs
 * to the signed-in viewer (session token in the `Authorization` header).
 */
export type QueryProgressArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<ProgressStatus>;
};

export type RecordCompletionInput = {
  exerciseId: Scalars['ID']['input'];
  /** The line that `verify.sh` printed: 64 lower-case hexadecimal digits. */
  verificationHash: Scalars['String']['input'];
};

export type RecordCompletionPayload = {
  __typename?: 'RecordCompletionPayload';
  exercise: Exercise;
  outcome: CompletionOutcome;
  /** The viewer's work on this lab as it is now; null when they never started it. */
  progress?: Maybe<Progress>;
  /** Seconds after which another answer is judged; only when `RATE_LIMITED`. */
  retryAfterSeconds?: Maybe<Scalars['Int']['output']>;
};

/** A signed-in client of the viewer. */
export type Session = {
  __typename?: 'Session';
  createdAt: Scalars['AWSDateTime']['output'];
  /** Whether it is the session that asks. */
  current: Scalars['Boolean']['output'];
  expiresAt: Scalars['AWSDateTime']['output'];
  /** Names the session in `revokeSession`; opens nothing. */
  id: Scalars['ID']['output'];
  /** What the client called itself when it signed in. */
  userAgent: Scalars['String']['output'];
};

/** Somebody who completed a lab, with the name and picture of that moment. */
export type Solver = {
  __typename?: 'Solver';
  avatarUrl: Scalars['AWSURL']['output'];
  completedAt: Scalars['AWSDateTime']['output'];
  username: Scalars['String']['output'];
};

/** Which solvers come first. */
export type SolverOrder =
  /** Whoever completed it first. */
  | 'FIRST'
  /** Whoever completed it last. */
  | 'LATEST';

/** A page of the people who completed a lab. */
export type SolverPage = {
  __typename?: 'SolverPage';
  items: Array<Solver>;
  /** Where the next page begins; null on the last page. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What is told live, over AppSync's WebSocket protocol. */
export type Subscription = {
  __typename?: 'Subscription';
  /** Every completion, once, within seconds, for as long as the connection lasts. */
  onCompletion?: Maybe<CompletionEvent>;
};


/** What is told live, over AppSync's WebSocket protocol. */
export type SubscriptionOnCompletionArgs = {
  exerciseId?: InputMaybe<Scalars['ID']['input']>;
};

/** How a completion is judged. */
export type Verification =
  /** The server compares the submitted hash with the lab's. */
  | 'ANSWER'
  /** Any well-formed hash is kept as evidence; counts as completed, earns no points. */
  | 'SELF_REPORTED';

/** The signed-in person, as only they see it. */
export type Viewer = {
  __typename?: 'Viewer';
  /** On which days the viewer completed labs. A day begins at midnight in the time zone. */
  activity?: Maybe<Activity>;
  avatarUrl: Scalars['AWSURL']['output'];
  /** Labs completed, self-reported ones included. */
  completedCount?: Maybe<Scalars['Int']['output']>;
  createdAt: Scalars['AWSDateTime']['output'];
  /** The primary verified address at GitHub; null when there is none. */
  email?: Maybe<Scalars['AWSEmail']['output']>;
  /** GitHub's numeric id, which outlives a change of username. */
  id: Scalars['ID']['output'];
  lastLoginAt: Scalars['AWSDateTime']['output'];
  /** Points of all time. */
  points?: Maybe<Scalars['Int']['output']>;
  /** The same as `Query.progress`. */
  progress?: Maybe<ProgressPage>;
  /**
   * The viewer's position on the leaderboard of today's month, today's week or all time; null without
   * points in it. Others' completions count within seconds, the viewer's own at once.
   */
  rank?: Maybe<Scalars['Int']['output']>;
  /** Signed-in clients, the latest first. At most 1,000 are listed; the current one is always among them. */
  sessions?: Maybe<Array<Session>>;
  username: Scalars['String']['output'];
};


/** The signed-in person, as only they see it. */
export type ViewerActivityArgs = {
  from?: InputMaybe<Scalars['AWSDate']['input']>;
  timezone?: InputMaybe<Scalars['String']['input']>;
  to?: InputMaybe<Scalars['AWSDate']['input']>;
};


/** The signed-in person, as only they see it. */
export type ViewerProgressArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<ProgressStatus>;
};


/** The signed-in person, as only they see it. */
export type ViewerRankArgs = {
  period?: InputMaybe<LeaderboardPeriod>;
};
