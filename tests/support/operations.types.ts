import type * as Schema from '../../resolvers/schema.types';

export type Operation_1504dcd14e2fVariables = Schema.Exact<{
  confirm: Schema.Scalars['String']['input'];
}>;


export type Operation_1504dcd14e2f = { deleteAccount: { done: boolean } | null };

export type Operation_98d4885eb6a0Variables = Schema.Exact<{
  everywhere?: Schema.InputMaybe<Schema.Scalars['Boolean']['input']>;
}>;


export type Operation_98d4885eb6a0 = { logout: { done: boolean } | null };

export type Operation_da8e9fe3fadeVariables = Schema.Exact<{
  everywhere?: Schema.InputMaybe<Schema.Scalars['Boolean']['input']>;
}>;


export type Operation_da8e9fe3fade = { logout: { sessionsEnded: number, done: boolean } | null };

export type Operation_abf2cd87eaaaVariables = Schema.Exact<{
  hash: Schema.Scalars['String']['input'];
}>;


export type Operation_abf2cd87eaaa = { recordCompletion: { outcome: Schema.CompletionOutcome } | null };

export type Operation_606dbc6e1fe7Variables = Schema.Exact<{
  i: Schema.PublishCompletionInput;
}>;


export type Operation_606dbc6e1fe7 = { publishCompletion: { username: string } | null };

export type Operation_62569f3d8933Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_62569f3d8933 = { startExercise: { challenge: string | null, version: number, attempts: number, startedAt: string, completedAt: string | null } | null };

export type Operation_a84c9e13d012Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_a84c9e13d012 = { startExercise: { challenge: string | null, variant: number | null, version: number } | null };

export type Operation_43c460a73236Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_43c460a73236 = { startExercise: { startedAt: string, completedAt: string | null, attempts: number, exercise: { title: string } | null } | null };

export type Operation_3b9dc10e0892Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_3b9dc10e0892 = { startExercise: { variant: number | null, challenge: string | null } | null };

export type Operation_05d0792714d7Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_05d0792714d7 = { a: { done: boolean } | null, b: { attempts: number } | null };

export type Operation_7f701d23aa1aVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_7f701d23aa1a = { revokeSession: { done: boolean } | null };

export type Operation_fc2adb24ef50Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_fc2adb24ef50 = { revokeSession: { sessionsEnded: number, done: boolean } | null };

export type Operation_022032c1ab83Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_022032c1ab83 = { revokeSession: { sessionsEnded: number } | null };

export type Operation_defe88d18884Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_defe88d18884 = { startExercise: { attempts: number } | null };

export type Operation_c94a50211265Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_c94a50211265 = { startExercise: { startedAt: string, attempts: number } | null };

export type Operation_aaaa50a9afa9Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_aaaa50a9afa9 = { startExercise: { startedAt: string } | null };

export type Operation_69dfd77187e2Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_69dfd77187e2 = { startExercise: { variant: number | null, challenge: string | null } | null };

export type Operation_4c509bbe69edVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_4c509bbe69ed = { startExercise: { version: number, variant: number | null, challenge: string | null } | null };

export type Operation_b1291a4b7381Variables = Schema.Exact<{
  input: Schema.PublishCompletionInput;
}>;


export type Operation_b1291a4b7381 = { publishCompletion: { username: string } | null };

export type Operation_e60a7193e9daVariables = Schema.Exact<{
  input: Schema.RecordCompletionInput;
}>;


export type Operation_e60a7193e9da = { recordCompletion: { outcome: Schema.CompletionOutcome, progress: { attempts: number } | null } | null };

export type Operation_b4e6d8d76630Variables = Schema.Exact<{
  input: Schema.RecordCompletionInput;
}>;


export type Operation_b4e6d8d76630 = { recordCompletion: { outcome: Schema.CompletionOutcome, retryAfterSeconds: number | null, missingPrerequisites: Array<string>, exercise: { id: string }, progress: { startedAt: string, completedAt: string | null, attempts: number } | null } | null };

export type Operation_356b5910b435Variables = Schema.Exact<{
  input: Schema.RecordCompletionInput;
}>;


export type Operation_356b5910b435 = { recordCompletion: { outcome: Schema.CompletionOutcome, progress: { attempts: number } | null } | null };

export type Operation_4f116b5bbc97Variables = Schema.Exact<{
  input: Schema.RecordCompletionInput;
}>;


export type Operation_4f116b5bbc97 = { recordCompletion: { outcome: Schema.CompletionOutcome } | null };

export type Operation_146af3d0dddeVariables = Schema.Exact<{
  login: Schema.Scalars['String']['input'];
}>;


export type Operation_146af3d0ddde = { deleteAccount: { done: boolean } | null };

export type Operation_b95eb92cd8a2Variables = Schema.Exact<{
  text: Schema.Scalars['ID']['input'];
}>;


export type Operation_b95eb92cd8a2 = { publishCompletion: { points: number } | null };

export type Operation_56660acc567cVariables = Schema.Exact<{
  text: Schema.Scalars['ID']['input'];
}>;


export type Operation_56660acc567c = { revokeSession: { done: boolean } | null };

export type Operation_d0dedf61f72dVariables = Schema.Exact<{
  text: Schema.Scalars['ID']['input'];
}>;


export type Operation_d0dedf61f72d = { startExercise: { attempts: number } | null };

export type Operation_69adb9812c39Variables = Schema.Exact<{
  text: Schema.Scalars['ID']['input'];
  exercise: Schema.Scalars['ID']['input'];
}>;


export type Operation_69adb9812c39 = { publishCompletion: { points: number } | null };

export type Operation_f3cdf0e594d2Variables = Schema.Exact<{
  text: Schema.Scalars['ID']['input'];
  hash: Schema.Scalars['String']['input'];
}>;


export type Operation_f3cdf0e594d2 = { recordCompletion: { outcome: Schema.CompletionOutcome } | null };

export type Operation_45503a8257b1Variables = Schema.Exact<{
  text: Schema.Scalars['String']['input'];
}>;


export type Operation_45503a8257b1 = { deleteAccount: { done: boolean } | null };

export type Operation_6d500183c897Variables = Schema.Exact<{
  text: Schema.Scalars['String']['input'];
  exercise: Schema.Scalars['ID']['input'];
}>;


export type Operation_6d500183c897 = { recordCompletion: { outcome: Schema.CompletionOutcome } | null };

export type Operation_a76ae4c510e6Variables = Schema.Exact<{
  userId: Schema.Scalars['ID']['input'];
}>;


export type Operation_a76ae4c510e6 = { publishCompletion: { username: string, points: number } | null };

export type Operation_3b5f2e3306d7Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_3b5f2e3306d7 = { deleteAccount: { done: boolean } | null };

export type Operation_93214c03e755Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_93214c03e755 = { deleteAccount: { done: boolean } | null };

export type Operation_9c7a3413bc40Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_9c7a3413bc40 = { deleteAccount: { done: boolean } | null };

export type Operation_4fdb2245dfd5Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_4fdb2245dfd5 = { deleteAccount: { done: boolean } | null };

export type Operation_ac3d85263603Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_ac3d85263603 = { deleteAccount: { done: boolean } | null };

export type Operation_f3c4a7075d8cVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_f3c4a7075d8c = { deleteAccount: { done: boolean } | null };

export type Operation_df7bf4f195daVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_df7bf4f195da = { deleteAccount: { done: boolean } | null };

export type Operation_e9226512c98aVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_e9226512c98a = { deleteAccount: { done: boolean } | null };

export type Operation_934572931469Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_934572931469 = { logout: { done: boolean } | null };

export type Operation_88422d2e4680Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_88422d2e4680 = { logout: { sessionsEnded: number, done: boolean } | null };

export type Operation_1893e7b6e8b9Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_1893e7b6e8b9 = { logout: { sessionsEnded: number } | null };

export type Operation_a88ab96c731cVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_a88ab96c731c = { logout: { done: boolean } | null };

export type Operation_192ea4190ca2Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_192ea4190ca2 = { logout: { sessionsEnded: number, done: boolean } | null };

export type Operation_91e0fe4b36ecVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_91e0fe4b36ec = { logout: { sessionsEnded: number } | null };

export type Operation_00493f8063dcVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_00493f8063dc = { recordCompletion: { outcome: Schema.CompletionOutcome } | null };

export type Operation_b392591f72e3Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_b392591f72e3 = { startExercise: { attempts: number } | null };

export type Operation_3bb73fb6858bVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_3bb73fb6858b = { startExercise: { attempts: number, completedAt: string | null, challenge: string | null } | null };

export type Operation_f6c57c66cd13Variables = Schema.Exact<{
  filter?: Schema.InputMaybe<Schema.ExerciseFilter>;
  limit?: Schema.InputMaybe<Schema.Scalars['Int']['input']>;
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_f6c57c66cd13 = { exercises: { nextToken: string | null, items: Array<{ id: string, difficulty: Schema.Difficulty, tags: Array<string> }> } | null };

export type Operation_c9562d5e453fVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_c9562d5e453f = { exercise: { instructions: string | null, bundle: { url: string, sha256: string, bytes: number } | null } | null };

export type Operation_b8f1158940e6Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_b8f1158940e6 = { exercise: { solvers: { items: Array<{ username: string }> } | null, stats: { firstSolver: { username: string } | null } | null } | null };

export type Operation_fc05ed846181Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_fc05ed846181 = { exercise: { id: string, title: string, summary: string, difficulty: Schema.Difficulty, tags: Array<string>, points: number, estimatedMinutes: number, prerequisites: Array<string> } | null };

export type Operation_acf09cc26d67Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_acf09cc26d67 = { exercise: { stats: { firstSolver: { username: string } | null } | null, solvers: { items: Array<{ username: string, avatarUrl: string }> } | null } | null, all: { items: Array<{ username: string, avatarUrl: string }> } | null, month: { items: Array<{ username: string, avatarUrl: string }> } | null, week: { items: Array<{ username: string, avatarUrl: string }> } | null };

export type Operation_6a512ed28f01Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_6a512ed28f01 = { exercise: { id: string, title: string, summary: string, difficulty: Schema.Difficulty, tags: Array<string>, points: number, estimatedMinutes: number, prerequisites: Array<string>, verification: Schema.Verification, instructions: string | null, stats: { completions: number, attempts: number } | null } | null };

export type Operation_26de8492444eVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_26de8492444e = { exercise: { stats: { completions: number, attempts: number, firstSolver: { username: string, avatarUrl: string, completedAt: string } | null } | null } | null };

export type Operation_bf45de46e7a8Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_bf45de46e7a8 = { exercise: { bundle: { url: string, sha256: string, bytes: number } | null } | null };

export type Operation_9dfae91a1badVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_9dfae91a1bad = { exercise: { id: string } | null };

export type Operation_a77e2a234cfaVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_a77e2a234cfa = { exercise: { progress: { attempts: number } | null } | null };

export type Operation_61c36fb82550Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_61c36fb82550 = { exercise: { solvers: { items: Array<{ username: string }> } | null } | null };

export type Operation_d2e743a7ac0cVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_d2e743a7ac0c = { exercise: { solvers: { items: Array<{ username: string }> } | null } | null };

export type Operation_d82aa2e66f6bVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_d82aa2e66f6b = { exercise: { solvers: { items: Array<{ username: string }> } | null } | null };

export type Operation_edea80def96fVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_edea80def96f = { exercise: { stats: { completions: number, attempts: number } | null } | null };

export type Operation_f4b9d88b801bVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_f4b9d88b801b = { exercise: { stats: { completions: number, firstSolver: { username: string } | null } | null } | null };

export type Operation_5d6f372a7f1aVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_5d6f372a7f1a = { exercise: { stats: { completions: number } | null } | null };

export type Operation_cd660a06f37eVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_cd660a06f37e = { exercise: { stats: { firstSolver: { username: string } | null } | null } | null };

export type Operation_470b2fc2165dVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_470b2fc2165d = { exercise: { title: string, instructions: string | null } | null };

export type Operation_8645a0c5c7eaVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_8645a0c5c7ea = { exercise: { title: string, points: number, instructions: string | null, stats: { completions: number, attempts: number } | null } | null };

export type Operation_93d0f2de6c61Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_93d0f2de6c61 = { exercise: { title: string, progress: { attempts: number } | null } | null };

export type Operation_ff5870ba75f5Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_ff5870ba75f5 = { exercise: { title: string } | null };

export type Operation_88170470c1a8Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_88170470c1a8 = { progress: { items: Array<{ attempts: number }> } | null, exercise: { progress: { attempts: number } | null } | null };

export type Operation_577320add88dVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_577320add88d = { exercise: { solvers: { nextToken: string | null, items: Array<{ username: string }> } | null } | null };

export type Operation_67870bdbf05eVariables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
  order?: Schema.SolverOrder;
  limit?: Schema.InputMaybe<Schema.Scalars['Int']['input']>;
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_67870bdbf05e = { exercise: { stats: { firstSolver: { username: string, avatarUrl: string, completedAt: string } | null } | null, solvers: { nextToken: string | null, items: Array<{ username: string, avatarUrl: string, completedAt: string }> } | null } | null };

export type Operation_f7e8cbba8b97Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
  order?: Schema.InputMaybe<Schema.SolverOrder>;
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_f7e8cbba8b97 = { exercise: { solvers: { nextToken: string | null, items: Array<{ username: string, completedAt: string }> } | null } | null };

export type Operation_ad97c5d458a4Variables = Schema.Exact<{
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_ad97c5d458a4 = { progress: { nextToken: string | null, items: Array<{ completedAt: string | null }> } | null };

export type Operation_3fad8fa8b9f9Variables = Schema.Exact<{
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_3fad8fa8b9f9 = { progress: { nextToken: string | null, items: Array<{ attempts: number }> } | null };

export type Operation_ec0c5d4ca760Variables = Schema.Exact<{
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_ec0c5d4ca760 = { leaderboard: { nextToken: string | null, items: Array<{ rank: number, username: string, points: number }> } | null };

export type Operation_40d33d918a3dVariables = Schema.Exact<{
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_40d33d918a3d = { exportMyData: string | null };

export type Operation_7e54c82b25afVariables = Schema.Exact<{
  period: Schema.LeaderboardPeriod;
}>;


export type Operation_7e54c82b25af = { viewer: { rank: number | null } | null };

export type Operation_2d94f05dbc0bVariables = Schema.Exact<{
  period: Schema.LeaderboardPeriod;
  date?: Schema.InputMaybe<Schema.Scalars['AWSDate']['input']>;
  limit?: Schema.InputMaybe<Schema.Scalars['Int']['input']>;
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_2d94f05dbc0b = { leaderboard: { period: Schema.LeaderboardPeriod, startsAt: string | null, endsAt: string | null, nextToken: string | null, items: Array<{ rank: number, username: string, avatarUrl: string, points: number, completions: number, lastCompletedAt: string }> } | null };

export type Operation_82e7befdce15Variables = Schema.Exact<{
  period: Schema.LeaderboardPeriod;
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_82e7befdce15 = { leaderboard: { nextToken: string | null, items: Array<{ rank: number, username: string, points: number, completions: number }> } | null };

export type Operation_31e669ae292cVariables = Schema.Exact<{
  period?: Schema.InputMaybe<Schema.LeaderboardPeriod>;
}>;


export type Operation_31e669ae292c = { leaderboard: { period: Schema.LeaderboardPeriod, startsAt: string | null, endsAt: string | null, items: Array<{ rank: number, username: string, avatarUrl: string, points: number, completions: number, lastCompletedAt: string }> } | null };

export type Operation_cadcbcb54b5dVariables = Schema.Exact<{
  period?: Schema.InputMaybe<Schema.LeaderboardPeriod>;
}>;


export type Operation_cadcbcb54b5d = { viewer: { rank: number | null } | null };

export type Operation_04a1215f199dVariables = Schema.Exact<{
  period?: Schema.InputMaybe<Schema.LeaderboardPeriod>;
  limit?: Schema.InputMaybe<Schema.Scalars['Int']['input']>;
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_04a1215f199d = { leaderboard: { nextToken: string | null, items: Array<{ rank: number, username: string }> } | null };

export type Operation_15b19febe316Variables = Schema.Exact<{
  status?: Schema.InputMaybe<Schema.ProgressStatus>;
}>;


export type Operation_15b19febe316 = { progress: { nextToken: string | null, items: Array<{ exercise: { id: string } | null }> } | null, viewer: { progress: { items: Array<{ exercise: { id: string } | null }> } | null } | null };

export type Operation_fbb4f94939e6Variables = Schema.Exact<{
  t?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_fbb4f94939e6 = { exercises: { nextToken: string | null } | null };

export type Operation_e57942179c0dVariables = Schema.Exact<{
  t?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_e57942179c0d = { progress: { nextToken: string | null, items: Array<{ attempts: number }> } | null };

export type Operation_f7e73c3db2f2Variables = Schema.Exact<{
  text: Schema.Scalars['ID']['input'];
}>;


export type Operation_f7e73c3db2f2 = { exercise: { id: string } | null };

export type Operation_c9dedbf8387dVariables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_c9dedbf8387d = { exercises: { nextToken: string | null } | null };

export type Operation_b7c893ddcef8Variables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_b7c893ddcef8 = { exercises: { items: Array<{ id: string }> } | null };

export type Operation_cea4937ad396Variables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_cea4937ad396 = { exercises: { nextToken: string | null } | null };

export type Operation_35cac7af7f4dVariables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_35cac7af7f4d = { exercises: { nextToken: string | null } | null };

export type Operation_2a64f405a9ddVariables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_2a64f405a9dd = { exportMyData: string | null };

export type Operation_daa6c05ef52eVariables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_daa6c05ef52e = { leaderboard: { nextToken: string | null } | null };

export type Operation_c8370e152bb6Variables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_c8370e152bb6 = { progress: { nextToken: string | null } | null };

export type Operation_e90a49d8fb5aVariables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_e90a49d8fb5a = { viewer: { activity: { currentStreak: number } | null } | null };

export type Operation_c9ceb1ce31d9Variables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_c9ceb1ce31d9 = { viewer: { progress: { nextToken: string | null } | null } | null };

export type Operation_2e4686b5dd93Variables = Schema.Exact<{
  text?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
  exercise: Schema.Scalars['ID']['input'];
}>;


export type Operation_2e4686b5dd93 = { exercise: { solvers: { nextToken: string | null } | null } | null };

export type Operation_ec4b9d8c10b2Variables = Schema.Exact<{
  timezone?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
  from?: Schema.InputMaybe<Schema.Scalars['AWSDate']['input']>;
  to?: Schema.InputMaybe<Schema.Scalars['AWSDate']['input']>;
}>;


export type Operation_ec4b9d8c10b2 = { viewer: { activity: { currentStreak: number, longestStreak: number, days: Array<{ date: string, completions: number, points: number }> } | null } | null };

export type Operation_4e28003a0f23Variables = Schema.Exact<{
  exercise?: Schema.InputMaybe<Schema.Scalars['ID']['input']>;
}>;


export type Operation_4e28003a0f23 = { onCompletion: { exerciseId: string, username: string, avatarUrl: string, points: number, completedAt: string } | null };

export type Operation_a17459264575Variables = Schema.Exact<{
  exercise?: Schema.InputMaybe<Schema.Scalars['ID']['input']>;
}>;


export type Operation_a17459264575 = { onCompletion: { exerciseId: string, username: string, avatarUrl: string, points: number, completedAt: string } | null };

export type Operation_2b05de855c4bVariables = Schema.Exact<{
  exerciseId?: Schema.InputMaybe<Schema.Scalars['ID']['input']>;
}>;


export type Operation_2b05de855c4b = { onCompletion: { exerciseId: string, username: string, avatarUrl: string, points: number, completedAt: string } | null };

export type Operation_b26e0f80ffc6Variables = Schema.Exact<{
  exerciseId?: Schema.InputMaybe<Schema.Scalars['ID']['input']>;
}>;


export type Operation_b26e0f80ffc6 = { onCompletion: { exerciseId: string, username: string, avatarUrl: string, points: number, completedAt: string } | null };

export type Operation_0a8c5ac32f92Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_0a8c5ac32f92 = { onCompletion: { exerciseId: string, username: string, avatarUrl: string, points: number, completedAt: string } | null };

export type Operation_97a0187fdefbVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_97a0187fdefb = { onCompletion: { exerciseId: string, username: string, avatarUrl: string, points: number, completedAt: string } | null };

export type Operation_c798c1b5d2c3Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_c798c1b5d2c3 = { onCompletion: { username: string } | null };

export type Operation_7f56e67dd21aVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_7f56e67dd21a = { __typename: 'Query' };

export type Operation_583663ff5e43Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_583663ff5e43 = { exercise: { title: string, instructions: string | null, progress: { attempts: number } | null, stats: { completions: number, attempts: number, firstSolver: { username: string } | null } | null, solvers: { items: Array<{ username: string }> } | null } | null };

export type Operation_abd2ca8b82eaVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_abd2ca8b82ea = { exercise: { id: string } | null };

export type Operation_fef440b75628Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_fef440b75628 = { exercise: { title: string } | null };

export type Operation_f073789da312Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_f073789da312 = { exercises: { items: Array<{ id: string, instructions: string | null, stats: { attempts: number } | null }> } | null };

export type Operation_75a37a9a921eVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_75a37a9a921e = { exercises: { items: Array<{ id: string }> } | null };

export type Operation_c2b4e8a26380Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_c2b4e8a26380 = { exercises: { items: Array<{ summary: string }> } | null };

export type Operation_139109084b68Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_139109084b68 = { exercises: { items: Array<{ title: string }> } | null };

export type Operation_9e37b08e90f0Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_9e37b08e90f0 = { exercises: { nextToken: string | null } | null };

export type Operation_90dc4dd03913Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_90dc4dd03913 = { exercises: { items: Array<{ bundle: { url: string, sha256: string, bytes: number } | null }> } | null };

export type Operation_ab3c75686d4dVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_ab3c75686d4d = { exercises: { items: Array<{ id: string }> } | null };

export type Operation_01f9bc5ef4d2Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_01f9bc5ef4d2 = { exercises: { items: Array<{ title: string }> } | null };

export type Operation_becee3a00bd8Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_becee3a00bd8 = { exercises: { nextToken: string | null } | null };

export type Operation_750695df43abVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_750695df43ab = { exportMyData: string | null };

export type Operation_2e6d0a4da506Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_2e6d0a4da506 = { exportMyData: string | null };

export type Operation_16e39a860fadVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_16e39a860fad = { leaderboard: { items: Array<{ rank: number, username: string }> } | null };

export type Operation_3c39de832c59Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_3c39de832c59 = { leaderboard: { period: Schema.LeaderboardPeriod, items: Array<{ rank: number, username: string }> } | null };

export type Operation_f9ab4e634bb7Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_f9ab4e634bb7 = { leaderboard: { items: Array<{ rank: number }> } | null };

export type Operation_d3fecd3c83ebVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_d3fecd3c83eb = { leaderboard: { items: Array<{ rank: number, username: string }> } | null };

export type Operation_df6dff11a967Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_df6dff11a967 = { leaderboard: { items: Array<{ username: string }> } | null };

export type Operation_6cf33c3e94e0Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_6cf33c3e94e0 = { leaderboard: { items: Array<{ username: string }> } | null };

export type Operation_08ff0a6392d5Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_08ff0a6392d5 = { progress: { items: Array<{ attempts: number, exercise: { id: string } | null }> } | null };

export type Operation_888d668c257bVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_888d668c257b = { progress: { items: Array<{ attempts: number }> } | null };

export type Operation_d766df6f37e5Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_d766df6f37e5 = { progress: { items: Array<{ exercise: { title: string } | null }> } | null };

export type Operation_74c40daed1a7Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_74c40daed1a7 = { progress: { nextToken: string | null } | null };

export type Operation_b2c21e6894d7Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_b2c21e6894d7 = { progress: { items: Array<{ attempts: number }> } | null };

export type Operation_afe452ddf883Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_afe452ddf883 = { progress: { items: Array<{ exercise: { title: string } | null }> } | null };

export type Operation_5fdf3c63992aVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_5fdf3c63992a = { progress: { items: Array<{ attempts: number }> } | null };

export type Operation_ed986e2bd869Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_ed986e2bd869 = { progress: { nextToken: string | null, items: Array<{ attempts: number }> } | null };

export type Operation_398995d06482Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_398995d06482 = { tags: Array<{ tag: string, exercises: number }> | null };

export type Operation_e24cb906fdc6Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_e24cb906fdc6 = { viewer: { points: number | null, completedCount: number | null, activity: { days: Array<{ completions: number, points: number }> } | null } | null };

export type Operation_8a273b3a4b72Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_8a273b3a4b72 = { viewer: { points: number | null, completedCount: number | null, rank: number | null, activity: { days: Array<{ completions: number }> } | null, sessions: Array<{ id: string, current: boolean }> | null, progress: { items: Array<{ exercise: { id: string } | null }> } | null } | null };

export type Operation_e3971ee4bb1fVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_e3971ee4bb1f = { viewer: { username: string, points: number | null, completedCount: number | null, rank: number | null, activity: { days: Array<{ completions: number }> } | null, sessions: Array<{ id: string }> | null, progress: { items: Array<{ exercise: { id: string } | null }> } | null } | null };

export type Operation_1ba2cfbcb99bVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_1ba2cfbcb99b = { viewer: { activity: { currentStreak: number } | null } | null };

export type Operation_ffb2e3949497Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_ffb2e3949497 = { viewer: { activity: { currentStreak: number, longestStreak: number, days: Array<{ date: string, completions: number, points: number }> } | null } | null };

export type Operation_30005bd02b19Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_30005bd02b19 = { viewer: { completedCount: number | null } | null };

export type Operation_3c5cde484c33Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_3c5cde484c33 = { viewer: { id: string } | null };

export type Operation_f0aeb4f49d78Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_f0aeb4f49d78 = { exportMyData: string | null, viewer: { points: number | null, completedCount: number | null, rank: number | null, activity: { currentStreak: number } | null, sessions: Array<{ id: string }> | null } | null };

export type Operation_9e947142f760Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_9e947142f760 = { viewer: { points: number | null, completedCount: number | null, rank: number | null, sessions: Array<{ id: string, current: boolean }> | null } | null };

export type Operation_39cdd60c4f78Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_39cdd60c4f78 = { viewer: { points: number | null, completedCount: number | null } | null };

export type Operation_4a90400fdae7Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_4a90400fdae7 = { viewer: { points: number | null } | null };

export type Operation_9ed4f3f63a0cVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_9ed4f3f63a0c = { viewer: { rank: number | null, all: number | null, month: number | null } | null };

export type Operation_293fe0727125Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_293fe0727125 = { viewer: { rank: number | null } | null };

export type Operation_8ff791b63052Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_8ff791b63052 = { viewer: { rank: number | null } | null };

export type Operation_43b413fd5f39Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_43b413fd5f39 = { viewer: { sessions: Array<{ id: string, createdAt: string, userAgent: string, expiresAt: string, current: boolean }> | null } | null };

export type Operation_7bb595b34a3dVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_7bb595b34a3d = { viewer: { sessions: Array<{ id: string, current: boolean }> | null } | null };

export type Operation_1f8197d7a09cVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_1f8197d7a09c = { viewer: { sessions: Array<{ id: string }> | null } | null };

export type Operation_15a8b9950455Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_15a8b9950455 = { viewer: { username: string, progress: { items: Array<{ attempts: number }> } | null } | null };

export type Operation_b0455b0dbfe6Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_b0455b0dbfe6 = { viewer: { username: string } | null };

export type Operation_fce16bb07699Variables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_fce16bb07699 = { viewer: { week: number | null, month: number | null } | null };


export interface Operations {
  "mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }": { data: Operation_1504dcd14e2f; variables: Operation_1504dcd14e2fVariables };
  "mutation ($everywhere: Boolean) { logout(everywhere: $everywhere) { done } }": { data: Operation_98d4885eb6a0; variables: Operation_98d4885eb6a0Variables };
  "mutation ($everywhere: Boolean) { logout(everywhere: $everywhere) { sessionsEnded done } }": { data: Operation_da8e9fe3fade; variables: Operation_da8e9fe3fadeVariables };
  "mutation ($hash: String!) {\n      recordCompletion(input: { exerciseId: \"exercise-c\", verificationHash: $hash }) { outcome }\n    }": { data: Operation_abf2cd87eaaa; variables: Operation_abf2cd87eaaaVariables };
  "mutation ($i: PublishCompletionInput!) { publishCompletion(input: $i) { username } }": { data: Operation_606dbc6e1fe7; variables: Operation_606dbc6e1fe7Variables };
  "mutation ($id: ID!) {\n        startExercise(exerciseId: $id) { challenge version attempts startedAt completedAt }\n      }": { data: Operation_62569f3d8933; variables: Operation_62569f3d8933Variables };
  "mutation ($id: ID!) {\n      startExercise(exerciseId: $id) { challenge variant version }\n    }": { data: Operation_a84c9e13d012; variables: Operation_a84c9e13d012Variables };
  "mutation ($id: ID!) {\n  startExercise(exerciseId: $id) { startedAt completedAt attempts exercise { title } }\n}": { data: Operation_43c460a73236; variables: Operation_43c460a73236Variables };
  "mutation ($id: ID!) {\n  startExercise(exerciseId: $id) { variant challenge }\n}": { data: Operation_3b9dc10e0892; variables: Operation_3b9dc10e0892Variables };
  "mutation ($id: ID!) { a: deleteAccount(confirm: \"hasty\") { done }\n         b: startExercise(exerciseId: $id) { attempts } }": { data: Operation_05d0792714d7; variables: Operation_05d0792714d7Variables };
  "mutation ($id: ID!) { revokeSession(id: $id) { done } }": { data: Operation_7f701d23aa1a; variables: Operation_7f701d23aa1aVariables };
  "mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded done } }": { data: Operation_fc2adb24ef50; variables: Operation_fc2adb24ef50Variables };
  "mutation ($id: ID!) { revokeSession(id: $id) { sessionsEnded } }": { data: Operation_022032c1ab83; variables: Operation_022032c1ab83Variables };
  "mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }": { data: Operation_defe88d18884; variables: Operation_defe88d18884Variables };
  "mutation ($id: ID!) { startExercise(exerciseId: $id) { startedAt attempts } }": { data: Operation_c94a50211265; variables: Operation_c94a50211265Variables };
  "mutation ($id: ID!) { startExercise(exerciseId: $id) { startedAt } }": { data: Operation_aaaa50a9afa9; variables: Operation_aaaa50a9afa9Variables };
  "mutation ($id: ID!) { startExercise(exerciseId: $id) { variant challenge } }": { data: Operation_69dfd77187e2; variables: Operation_69dfd77187e2Variables };
  "mutation ($id: ID!) { startExercise(exerciseId: $id) { version variant challenge } }": { data: Operation_4c509bbe69ed; variables: Operation_4c509bbe69edVariables };
  "mutation ($input: PublishCompletionInput!) {\n            publishCompletion(input: $input) { username }\n          }": { data: Operation_b1291a4b7381; variables: Operation_b1291a4b7381Variables };
  "mutation ($input: RecordCompletionInput!) {\n        recordCompletion(input: $input) { outcome progress { attempts } }\n      }": { data: Operation_e60a7193e9da; variables: Operation_e60a7193e9daVariables };
  "mutation ($input: RecordCompletionInput!) {\n  recordCompletion(input: $input) {\n    outcome retryAfterSeconds missingPrerequisites exercise { id } progress { startedAt completedAt attempts }\n  }\n}": { data: Operation_b4e6d8d76630; variables: Operation_b4e6d8d76630Variables };
  "mutation ($input: RecordCompletionInput!) {\n  recordCompletion(input: $input) { outcome progress { attempts } }\n}": { data: Operation_356b5910b435; variables: Operation_356b5910b435Variables };
  "mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }": { data: Operation_4f116b5bbc97; variables: Operation_4f116b5bbc97Variables };
  "mutation ($login: String!) { deleteAccount(confirm: $login) { done } }": { data: Operation_146af3d0ddde; variables: Operation_146af3d0dddeVariables };
  "mutation ($text: ID!) {\n    publishCompletion(input: { userId: \"1\", exerciseId: $text }) { points }\n  }": { data: Operation_b95eb92cd8a2; variables: Operation_b95eb92cd8a2Variables };
  "mutation ($text: ID!) { revokeSession(id: $text) { done } }": { data: Operation_56660acc567c; variables: Operation_56660acc567cVariables };
  "mutation ($text: ID!) { startExercise(exerciseId: $text) { attempts } }": { data: Operation_d0dedf61f72d; variables: Operation_d0dedf61f72dVariables };
  "mutation ($text: ID!, $exercise: ID!) {\n    publishCompletion(input: { userId: $text, exerciseId: $exercise }) { points }\n  }": { data: Operation_69adb9812c39; variables: Operation_69adb9812c39Variables };
  "mutation ($text: ID!, $hash: String!) {\n    recordCompletion(input: { exerciseId: $text, verificationHash: $hash }) { outcome }\n  }": { data: Operation_f3cdf0e594d2; variables: Operation_f3cdf0e594d2Variables };
  "mutation ($text: String!) { deleteAccount(confirm: $text) { done } }": { data: Operation_45503a8257b1; variables: Operation_45503a8257b1Variables };
  "mutation ($text: String!, $exercise: ID!) {\n    recordCompletion(input: { exerciseId: $exercise, verificationHash: $text }) { outcome }\n  }": { data: Operation_6d500183c897; variables: Operation_6d500183c897Variables };
  "mutation ($userId: ID!) {\n      publishCompletion(input: { userId: $userId, exerciseId: \"exercise-a\" }) { username points }\n    }": { data: Operation_a76ae4c510e6; variables: Operation_a76ae4c510e6Variables };
  "mutation { deleteAccount(confirm: \"forgotten\") { done } }": { data: Operation_3b5f2e3306d7; variables: Operation_3b5f2e3306d7Variables };
  "mutation { deleteAccount(confirm: \"grace\") { done } }": { data: Operation_93214c03e755; variables: Operation_93214c03e755Variables };
  "mutation { deleteAccount(confirm: \"leaver\") { done } }": { data: Operation_9c7a3413bc40; variables: Operation_9c7a3413bc40Variables };
  "mutation { deleteAccount(confirm: \"leaving\") { done } }": { data: Operation_4fdb2245dfd5; variables: Operation_4fdb2245dfd5Variables };
  "mutation { deleteAccount(confirm: \"left-since\") { done } }": { data: Operation_ac3d85263603; variables: Operation_ac3d85263603Variables };
  "mutation { deleteAccount(confirm: \"two-clients\") { done } }": { data: Operation_f3c4a7075d8c; variables: Operation_f3c4a7075d8cVariables };
  "mutation { deleteAccount(confirm: \"undecided\") { done } }": { data: Operation_df7bf4f195da; variables: Operation_df7bf4f195daVariables };
  "mutation { deleteAccount(confirm: \"worker\") { done } }": { data: Operation_e9226512c98a; variables: Operation_e9226512c98aVariables };
  "mutation { logout { done } }": { data: Operation_934572931469; variables: Operation_934572931469Variables };
  "mutation { logout { sessionsEnded done } }": { data: Operation_88422d2e4680; variables: Operation_88422d2e4680Variables };
  "mutation { logout { sessionsEnded } }": { data: Operation_1893e7b6e8b9; variables: Operation_1893e7b6e8b9Variables };
  "mutation { logout(everywhere: true) { done } }": { data: Operation_a88ab96c731c; variables: Operation_a88ab96c731cVariables };
  "mutation { logout(everywhere: true) { sessionsEnded done } }": { data: Operation_192ea4190ca2; variables: Operation_192ea4190ca2Variables };
  "mutation { logout(everywhere: true) { sessionsEnded } }": { data: Operation_91e0fe4b36ec; variables: Operation_91e0fe4b36ecVariables };
  "mutation { recordCompletion(input: { exerciseId: \"an-exercise\", verificationHash: \"0000000000000000000000000000000000000000000000000000000000000000\" }) { outcome } }": { data: Operation_00493f8063dc; variables: Operation_00493f8063dcVariables };
  "mutation { startExercise(exerciseId: \"an-exercise\") { attempts } }": { data: Operation_b392591f72e3; variables: Operation_b392591f72e3Variables };
  "mutation { startExercise(exerciseId: \"exercise-b\") { attempts completedAt challenge } }": { data: Operation_3bb73fb6858b; variables: Operation_3bb73fb6858bVariables };
  "query ($filter: ExerciseFilter, $limit: Int, $nextToken: String) {\n  exercises(filter: $filter, limit: $limit, nextToken: $nextToken) {\n    items { id difficulty tags }\n    nextToken\n  }\n}": { data: Operation_f6c57c66cd13; variables: Operation_f6c57c66cd13Variables };
  "query ($id: ID!) {\n      exercise(id: $id) { instructions bundle { url sha256 bytes } }\n    }": { data: Operation_c9562d5e453f; variables: Operation_c9562d5e453fVariables };
  "query ($id: ID!) {\n      exercise(id: $id) { solvers { items { username } } stats { firstSolver { username } } }\n    }": { data: Operation_b8f1158940e6; variables: Operation_b8f1158940e6Variables };
  "query ($id: ID!) {\n  exercise(id: $id) {\n    id title summary difficulty tags points estimatedMinutes prerequisites\n  }\n}": { data: Operation_fc05ed846181; variables: Operation_fc05ed846181Variables };
  "query ($id: ID!) {\n  exercise(id: $id) {\n    stats { firstSolver { username } }\n    solvers(limit: 100) { items { username avatarUrl } }\n  }\n  all: leaderboard(limit: 100) { items { username avatarUrl } }\n  month: leaderboard(period: MONTH, limit: 100) { items { username avatarUrl } }\n  week: leaderboard(period: WEEK, limit: 100) { items { username avatarUrl } }\n}": { data: Operation_acf09cc26d67; variables: Operation_acf09cc26d67Variables };
  "query ($id: ID!) { exercise(id: $id) {\n        id title summary difficulty tags points estimatedMinutes prerequisites verification\n        instructions stats { completions attempts }\n      } }": { data: Operation_6a512ed28f01; variables: Operation_6a512ed28f01Variables };
  "query ($id: ID!) { exercise(id: $id) {\n        stats { completions attempts firstSolver { username avatarUrl completedAt } }\n      } }": { data: Operation_26de8492444e; variables: Operation_26de8492444eVariables };
  "query ($id: ID!) { exercise(id: $id) { bundle { url sha256 bytes } } }": { data: Operation_bf45de46e7a8; variables: Operation_bf45de46e7a8Variables };
  "query ($id: ID!) { exercise(id: $id) { id } }": { data: Operation_9dfae91a1bad; variables: Operation_9dfae91a1badVariables };
  "query ($id: ID!) { exercise(id: $id) { progress { attempts } } }": { data: Operation_a77e2a234cfa; variables: Operation_a77e2a234cfaVariables };
  "query ($id: ID!) { exercise(id: $id) { solvers { items { username } } } }": { data: Operation_61c36fb82550; variables: Operation_61c36fb82550Variables };
  "query ($id: ID!) { exercise(id: $id) { solvers(limit: 100) { items { username } } } }": { data: Operation_d2e743a7ac0c; variables: Operation_d2e743a7ac0cVariables };
  "query ($id: ID!) { exercise(id: $id) { solvers(order: LATEST, limit: 100) { items { username } } } }": { data: Operation_d82aa2e66f6b; variables: Operation_d82aa2e66f6bVariables };
  "query ($id: ID!) { exercise(id: $id) { stats { completions attempts } } }": { data: Operation_edea80def96f; variables: Operation_edea80def96fVariables };
  "query ($id: ID!) { exercise(id: $id) { stats { completions firstSolver { username } } } }": { data: Operation_f4b9d88b801b; variables: Operation_f4b9d88b801bVariables };
  "query ($id: ID!) { exercise(id: $id) { stats { completions } } }": { data: Operation_5d6f372a7f1a; variables: Operation_5d6f372a7f1aVariables };
  "query ($id: ID!) { exercise(id: $id) { stats { firstSolver { username } } } }": { data: Operation_cd660a06f37e; variables: Operation_cd660a06f37eVariables };
  "query ($id: ID!) { exercise(id: $id) { title instructions } }": { data: Operation_470b2fc2165d; variables: Operation_470b2fc2165dVariables };
  "query ($id: ID!) { exercise(id: $id) { title points instructions stats { completions attempts } } }": { data: Operation_8645a0c5c7ea; variables: Operation_8645a0c5c7eaVariables };
  "query ($id: ID!) { exercise(id: $id) { title progress { attempts } } }": { data: Operation_93d0f2de6c61; variables: Operation_93d0f2de6c61Variables };
  "query ($id: ID!) { exercise(id: $id) { title } }": { data: Operation_ff5870ba75f5; variables: Operation_ff5870ba75f5Variables };
  "query ($id: ID!) { progress { items { attempts } } exercise(id: $id) { progress { attempts } } }": { data: Operation_88170470c1a8; variables: Operation_88170470c1a8Variables };
  "query ($id: ID!, $nextToken: String) {\n          exercise(id: $id) { solvers(limit: 100, nextToken: $nextToken) { items { username } nextToken } }\n        }": { data: Operation_577320add88d; variables: Operation_577320add88dVariables };
  "query ($id: ID!, $order: SolverOrder! = FIRST, $limit: Int, $nextToken: String) {\n  exercise(id: $id) {\n    stats { firstSolver { username avatarUrl completedAt } }\n    solvers(order: $order, limit: $limit, nextToken: $nextToken) {\n      items { username avatarUrl completedAt } nextToken\n    }\n  }\n}": { data: Operation_67870bdbf05e; variables: Operation_67870bdbf05eVariables };
  "query ($id: ID!, $order: SolverOrder, $nextToken: String) {\n  exercise(id: $id) {\n    solvers(order: $order, nextToken: $nextToken) { items { username completedAt } nextToken }\n  }\n}": { data: Operation_f7e8cbba8b97; variables: Operation_f7e8cbba8b97Variables };
  "query ($nextToken: String) {\n          progress(limit: 100, nextToken: $nextToken, status: COMPLETED) {\n            items { completedAt }\n            nextToken\n          }\n        }": { data: Operation_ad97c5d458a4; variables: Operation_ad97c5d458a4Variables };
  "query ($nextToken: String) {\n          progress(status: COMPLETED, limit: 100, nextToken: $nextToken) {\n            items { attempts } nextToken\n          }\n        }": { data: Operation_3fad8fa8b9f9; variables: Operation_3fad8fa8b9f9Variables };
  "query ($nextToken: String) {\n  leaderboard(nextToken: $nextToken) { items { rank username points } nextToken }\n}": { data: Operation_ec0c5d4ca760; variables: Operation_ec0c5d4ca760Variables };
  "query ($nextToken: String) { exportMyData(nextToken: $nextToken) }": { data: Operation_40d33d918a3d; variables: Operation_40d33d918a3dVariables };
  "query ($period: LeaderboardPeriod!) { viewer { rank(period: $period) } }": { data: Operation_7e54c82b25af; variables: Operation_7e54c82b25afVariables };
  "query ($period: LeaderboardPeriod!, $date: AWSDate, $limit: Int, $nextToken: String) {\n  leaderboard(period: $period, date: $date, limit: $limit, nextToken: $nextToken) {\n    period startsAt endsAt nextToken\n    items { rank username avatarUrl points completions lastCompletedAt }\n  }\n}": { data: Operation_2d94f05dbc0b; variables: Operation_2d94f05dbc0bVariables };
  "query ($period: LeaderboardPeriod!, $nextToken: String) {\n            leaderboard(period: $period, limit: 100, nextToken: $nextToken) {\n              items { rank username points completions } nextToken\n            }\n          }": { data: Operation_82e7befdce15; variables: Operation_82e7befdce15Variables };
  "query ($period: LeaderboardPeriod) { leaderboard(period: $period, limit: 2) {\n        period startsAt endsAt\n        items { rank username avatarUrl points completions lastCompletedAt }\n      } }": { data: Operation_31e669ae292c; variables: Operation_31e669ae292cVariables };
  "query ($period: LeaderboardPeriod) { viewer { rank(period: $period) } }": { data: Operation_cadcbcb54b5d; variables: Operation_cadcbcb54b5dVariables };
  "query ($period: LeaderboardPeriod, $limit: Int, $nextToken: String) {\n  leaderboard(period: $period, limit: $limit, nextToken: $nextToken) {\n    items { rank username }\n    nextToken\n  }\n}": { data: Operation_04a1215f199d; variables: Operation_04a1215f199dVariables };
  "query ($status: ProgressStatus) {\n    progress(status: $status) { items { exercise { id } } nextToken }\n    viewer { progress(status: $status) { items { exercise { id } } } }\n  }": { data: Operation_15b19febe316; variables: Operation_15b19febe316Variables };
  "query ($t: String) { exercises(nextToken: $t) { nextToken } }": { data: Operation_fbb4f94939e6; variables: Operation_fbb4f94939e6Variables };
  "query ($t: String) { progress(limit: 2, nextToken: $t) { items { attempts } nextToken } }": { data: Operation_e57942179c0d; variables: Operation_e57942179c0dVariables };
  "query ($text: ID!) { exercise(id: $text) { id } }": { data: Operation_f7e73c3db2f2; variables: Operation_f7e73c3db2f2Variables };
  "query ($text: String) { exercises(filter: { search: $text }) { nextToken } }": { data: Operation_c9dedbf8387d; variables: Operation_c9dedbf8387dVariables };
  "query ($text: String) { exercises(filter: { search: $text, tag: $text }) { items { id } } }": { data: Operation_b7c893ddcef8; variables: Operation_b7c893ddcef8Variables };
  "query ($text: String) { exercises(filter: { tag: $text }) { nextToken } }": { data: Operation_cea4937ad396; variables: Operation_cea4937ad396Variables };
  "query ($text: String) { exercises(nextToken: $text) { nextToken } }": { data: Operation_35cac7af7f4d; variables: Operation_35cac7af7f4dVariables };
  "query ($text: String) { exportMyData(nextToken: $text) }": { data: Operation_2a64f405a9dd; variables: Operation_2a64f405a9ddVariables };
  "query ($text: String) { leaderboard(nextToken: $text) { nextToken } }": { data: Operation_daa6c05ef52e; variables: Operation_daa6c05ef52eVariables };
  "query ($text: String) { progress(nextToken: $text) { nextToken } }": { data: Operation_c8370e152bb6; variables: Operation_c8370e152bb6Variables };
  "query ($text: String) { viewer { activity(timezone: $text) { currentStreak } } }": { data: Operation_e90a49d8fb5a; variables: Operation_e90a49d8fb5aVariables };
  "query ($text: String) { viewer { progress(nextToken: $text) { nextToken } } }": { data: Operation_c9ceb1ce31d9; variables: Operation_c9ceb1ce31d9Variables };
  "query ($text: String, $exercise: ID!) {\n    exercise(id: $exercise) { solvers(nextToken: $text) { nextToken } }\n  }": { data: Operation_2e4686b5dd93; variables: Operation_2e4686b5dd93Variables };
  "query ($timezone: String, $from: AWSDate, $to: AWSDate) {\n  viewer {\n    activity(timezone: $timezone, from: $from, to: $to) {\n      days { date completions points } currentStreak longestStreak\n    }\n  }\n}": { data: Operation_ec4b9d8c10b2; variables: Operation_ec4b9d8c10b2Variables };
  "subscription ($exercise: ID) {\n      onCompletion(exerciseId: $exercise) { exerciseId username avatarUrl points completedAt }\n    }": { data: Operation_4e28003a0f23; variables: Operation_4e28003a0f23Variables };
  "subscription ($exercise: ID) {\n  onCompletion(exerciseId: $exercise) { exerciseId username avatarUrl points completedAt }\n}": { data: Operation_a17459264575; variables: Operation_a17459264575Variables };
  "subscription ($exerciseId: ID) {\n  onCompletion(exerciseId: $exerciseId) { exerciseId username avatarUrl points completedAt }\n}": { data: Operation_2b05de855c4b; variables: Operation_2b05de855c4bVariables };
  "subscription OnCompletion($exerciseId: ID) {\n      onCompletion(exerciseId: $exerciseId) { exerciseId username avatarUrl points completedAt }\n    }": { data: Operation_b26e0f80ffc6; variables: Operation_b26e0f80ffc6Variables };
  "subscription {\n  onCompletion(exerciseId: null) { exerciseId username avatarUrl points completedAt }\n}": { data: Operation_0a8c5ac32f92; variables: Operation_0a8c5ac32f92Variables };
  "subscription { onCompletion { exerciseId username avatarUrl points completedAt } }": { data: Operation_97a0187fdefb; variables: Operation_97a0187fdefbVariables };
  "subscription { onCompletion { username } }": { data: Operation_c798c1b5d2c3; variables: Operation_c798c1b5d2c3Variables };
  "{ __typename }": { data: Operation_7f56e67dd21a; variables: Operation_7f56e67dd21aVariables };
  "{ exercise(id: \"exercise-b\") {\n      title instructions progress { attempts }\n      stats { completions attempts firstSolver { username } } solvers { items { username } }\n    } }": { data: Operation_583663ff5e43; variables: Operation_583663ff5e43Variables };
  "{ exercise(id: \"no-such-exercise\") { id } }": { data: Operation_abd2ca8b82ea; variables: Operation_abd2ca8b82eaVariables };
  "{ exercise(id: \"no-such-exercise\") { title } }": { data: Operation_fef440b75628; variables: Operation_fef440b75628Variables };
  "{ exercises { items { id instructions stats { attempts } } } }": { data: Operation_f073789da312; variables: Operation_f073789da312Variables };
  "{ exercises { items { id } } }": { data: Operation_75a37a9a921e; variables: Operation_75a37a9a921eVariables };
  "{ exercises { items { summary } } }": { data: Operation_c2b4e8a26380; variables: Operation_c2b4e8a26380Variables };
  "{ exercises { items { title } } }": { data: Operation_139109084b68; variables: Operation_139109084b68Variables };
  "{ exercises { nextToken } }": { data: Operation_9e37b08e90f0; variables: Operation_9e37b08e90f0Variables };
  "{ exercises(limit: 100) { items { bundle { url sha256 bytes } } } }": { data: Operation_90dc4dd03913; variables: Operation_90dc4dd03913Variables };
  "{ exercises(limit: 100) { items { id } } }": { data: Operation_ab3c75686d4d; variables: Operation_ab3c75686d4dVariables };
  "{ exercises(limit: 100) { items { title } } }": { data: Operation_01f9bc5ef4d2; variables: Operation_01f9bc5ef4d2Variables };
  "{ exercises(limit: 101) { nextToken } }": { data: Operation_becee3a00bd8; variables: Operation_becee3a00bd8Variables };
  "{ exportMyData }": { data: Operation_750695df43ab; variables: Operation_750695df43abVariables };
  "{ exportMyData(nextToken: \"sessions.\") }": { data: Operation_2e6d0a4da506; variables: Operation_2e6d0a4da506Variables };
  "{ leaderboard { items { rank username } } }": { data: Operation_16e39a860fad; variables: Operation_16e39a860fadVariables };
  "{ leaderboard { period items { rank username } } }": { data: Operation_3c39de832c59; variables: Operation_3c39de832c59Variables };
  "{ leaderboard(limit: 1) { items { rank } } }": { data: Operation_f9ab4e634bb7; variables: Operation_f9ab4e634bb7Variables };
  "{ leaderboard(limit: 100) { items { rank username } } }": { data: Operation_d3fecd3c83eb; variables: Operation_d3fecd3c83ebVariables };
  "{ leaderboard(limit: 100) { items { username } } }": { data: Operation_df6dff11a967; variables: Operation_df6dff11a967Variables };
  "{ leaderboard(period: WEEK, limit: 100) { items { username } } }": { data: Operation_6cf33c3e94e0; variables: Operation_6cf33c3e94e0Variables };
  "{ progress { items { attempts exercise { id } } } }": { data: Operation_08ff0a6392d5; variables: Operation_08ff0a6392d5Variables };
  "{ progress { items { attempts } } }": { data: Operation_888d668c257b; variables: Operation_888d668c257bVariables };
  "{ progress { items { exercise { title } } } }": { data: Operation_d766df6f37e5; variables: Operation_d766df6f37e5Variables };
  "{ progress { nextToken } }": { data: Operation_74c40daed1a7; variables: Operation_74c40daed1a7Variables };
  "{ progress(limit: 1) { items { attempts } } }": { data: Operation_b2c21e6894d7; variables: Operation_b2c21e6894d7Variables };
  "{ progress(limit: 1) { items { exercise { title } } } }": { data: Operation_afe452ddf883; variables: Operation_afe452ddf883Variables };
  "{ progress(limit: 100) { items { attempts } } }": { data: Operation_5fdf3c63992a; variables: Operation_5fdf3c63992aVariables };
  "{ progress(limit: 2) { items { attempts } nextToken } }": { data: Operation_ed986e2bd869; variables: Operation_ed986e2bd869Variables };
  "{ tags { tag exercises } }": { data: Operation_398995d06482; variables: Operation_398995d06482Variables };
  "{ viewer {\n        points completedCount activity { days { completions points } }\n      } }": { data: Operation_e24cb906fdc6; variables: Operation_e24cb906fdc6Variables };
  "{ viewer {\n        points completedCount rank\n        activity { days { completions } }\n        sessions { id current }\n        progress(status: COMPLETED, limit: 100) { items { exercise { id } } }\n      } }": { data: Operation_8a273b3a4b72; variables: Operation_8a273b3a4b72Variables };
  "{ viewer {\n      username points completedCount rank activity { days { completions } }\n      sessions { id } progress { items { exercise { id } } }\n    } }": { data: Operation_e3971ee4bb1f; variables: Operation_e3971ee4bb1fVariables };
  "{ viewer { activity { currentStreak } } }": { data: Operation_1ba2cfbcb99b; variables: Operation_1ba2cfbcb99bVariables };
  "{ viewer { activity { days { date completions points } currentStreak longestStreak } } }": { data: Operation_ffb2e3949497; variables: Operation_ffb2e3949497Variables };
  "{ viewer { completedCount } }": { data: Operation_30005bd02b19; variables: Operation_30005bd02b19Variables };
  "{ viewer { id } }": { data: Operation_3c5cde484c33; variables: Operation_3c5cde484c33Variables };
  "{ viewer { points completedCount rank activity { currentStreak } sessions { id } } exportMyData }": { data: Operation_f0aeb4f49d78; variables: Operation_f0aeb4f49d78Variables };
  "{ viewer { points completedCount rank sessions { id current } } }": { data: Operation_9e947142f760; variables: Operation_9e947142f760Variables };
  "{ viewer { points completedCount } }": { data: Operation_39cdd60c4f78; variables: Operation_39cdd60c4f78Variables };
  "{ viewer { points } }": { data: Operation_4a90400fdae7; variables: Operation_4a90400fdae7Variables };
  "{ viewer { rank all: rank(period: ALL_TIME) month: rank(period: MONTH) } }": { data: Operation_9ed4f3f63a0c; variables: Operation_9ed4f3f63a0cVariables };
  "{ viewer { rank } }": { data: Operation_293fe0727125; variables: Operation_293fe0727125Variables };
  "{ viewer { rank(period: MONTH) } }": { data: Operation_8ff791b63052; variables: Operation_8ff791b63052Variables };
  "{ viewer { sessions { id createdAt userAgent expiresAt current } } }": { data: Operation_43b413fd5f39; variables: Operation_43b413fd5f39Variables };
  "{ viewer { sessions { id current } } }": { data: Operation_7bb595b34a3d; variables: Operation_7bb595b34a3dVariables };
  "{ viewer { sessions { id } } }": { data: Operation_1f8197d7a09c; variables: Operation_1f8197d7a09cVariables };
  "{ viewer { username progress { items { attempts } } } }": { data: Operation_15a8b9950455; variables: Operation_15a8b9950455Variables };
  "{ viewer { username } }": { data: Operation_b0455b0dbfe6; variables: Operation_b0455b0dbfe6Variables };
  "{ viewer { week: rank(period: WEEK) month: rank(period: MONTH) } }": { data: Operation_fce16bb07699; variables: Operation_fce16bb07699Variables };
}
