import type * as Schema from '../../resolvers/schema.types';

export type Operation_5fe2bc05ddd6Variables = Schema.Exact<{
  id: Schema.Scalars['ID']['input'];
}>;


export type Operation_5fe2bc05ddd6 = { exercise: { title: string, summary: string, tags: Array<string>, prerequisites: Array<string>, verification: Schema.Verification, version: number, instructions: string | null, bundle: { url: string, bytes: number } | null } | null };

export type Operation_201cb0065fd5Variables = Schema.Exact<{
  exerciseId: Schema.Scalars['ID']['input'];
}>;


export type Operation_201cb0065fd5 = { startExercise: { startedAt: string, version: number, variant: number | null, challenge: string | null } | null };

export type Operation_17928212c4f2Variables = Schema.Exact<{
  input: Schema.RecordCompletionInput;
}>;


export type Operation_17928212c4f2 = { recordCompletion: { outcome: Schema.CompletionOutcome, retryAfterSeconds: number | null, progress: { attempts: number, completedAt: string | null } | null } | null };

export type Operation_4ef910c27256Variables = Schema.Exact<{
  limit?: Schema.InputMaybe<Schema.Scalars['Int']['input']>;
  nextToken?: Schema.InputMaybe<Schema.Scalars['String']['input']>;
}>;


export type Operation_4ef910c27256 = { exercises: { nextToken: string | null, items: Array<{ id: string, title: string, difficulty: Schema.Difficulty, points: number, estimatedMinutes: number, stats: { completions: number, attempts: number } | null }> } | null };

export type Operation_79d093e9f660Variables = Schema.Exact<{
  status?: Schema.InputMaybe<Schema.ProgressStatus>;
}>;


export type Operation_79d093e9f660 = { progress: { nextToken: string | null, items: Array<{ startedAt: string, completedAt: string | null, attempts: number, exercise: { id: string, title: string } | null }> } | null };

export type Operation_eae57197ef5eVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_eae57197ef5e = { viewer: { id: string, username: string, email: string | null, createdAt: string, lastLoginAt: string } | null };

export type Operation_88f59503f52dVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_88f59503f52d = { logout: { sessionsEnded: number } | null };

export type Operation_d0dca8d04a1dVariables = Schema.Exact<{ [key: string]: never; }>;


export type Operation_d0dca8d04a1d = { viewer: { username: string } | null };


export interface Operations {
  "# One exercise and its instructions. Also public.\nquery Exercise($id: ID!) {\n  exercise(id: $id) {\n    title\n    summary\n    tags\n    prerequisites\n    verification\n    version\n    bundle {\n      url\n      bytes\n    }\n    instructions\n  }\n}\n": { data: Operation_5fe2bc05ddd6; variables: Operation_5fe2bc05ddd6Variables };
  "# Starts an exercise, and issues your challenge.\n# Further calls return the same one.\nmutation StartExercise($exerciseId: ID!) {\n  startExercise(exerciseId: $exerciseId) {\n    startedAt\n    version\n    variant\n    challenge\n  }\n}\n": { data: Operation_201cb0065fd5; variables: Operation_201cb0065fd5Variables };
  "# Submits what the exercise's verify.sh printed.\n# This made-up hash is NOT_STARTED before you start\n# the exercise. After that, it is REJECTED and counts\n# as one of your attempts.\nmutation RecordCompletion($input: RecordCompletionInput!) {\n  recordCompletion(input: $input) {\n    outcome\n    retryAfterSeconds\n    progress {\n      attempts\n      completedAt\n    }\n  }\n}\n": { data: Operation_17928212c4f2; variables: Operation_17928212c4f2Variables };
  "# The catalogue is public: the API key is enough.\n#\n#   Ctrl-Enter   run the operation\n#   Ctrl-Space   complete what you type\n#   Ctrl-M       let Tab leave the editor\n#\n# The book icon on the left opens the documentation of every field.\n# The other tabs show what you can do when you are signed in.\nquery Catalogue($limit: Int, $nextToken: String) {\n  exercises(limit: $limit, nextToken: $nextToken) {\n    items {\n      id\n      title\n      difficulty\n      points\n      estimatedMinutes\n      stats {\n        completions\n        attempts\n      }\n    }\n    # If it is not null, pass it to get the next page.\n    nextToken\n  }\n}\n": { data: Operation_4ef910c27256; variables: Operation_4ef910c27256Variables };
  "# The exercises that you started.\n# Omit $status to include those that you completed.\nquery MyProgress($status: ProgressStatus) {\n  progress(status: $status) {\n    items {\n      exercise {\n        id\n        title\n      }\n      startedAt\n      completedAt\n      attempts\n    }\n    nextToken\n  }\n}\n": { data: Operation_79d093e9f660; variables: Operation_79d093e9f660Variables };
  "# Who you are. Press \"Sign in\" first.\nquery Viewer {\n  viewer {\n    id\n    username\n    email\n    createdAt\n    lastLoginAt\n  }\n}\n": { data: Operation_eae57197ef5e; variables: Operation_eae57197ef5eVariables };
  "mutation SignOut { logout { sessionsEnded } }": { data: Operation_88f59503f52d; variables: Operation_88f59503f52dVariables };
  "query WhoAmI { viewer { username } }": { data: Operation_d0dca8d04a1d; variables: Operation_d0dca8d04a1dVariables };
}
