import * as z from 'zod/mini';
import { CARD, card, exerciseId, line, pageOf, sha256, text } from './shapes';

/** One operation of the API, and what a client needs of the response. */
export interface Operation<Data> {
  readonly name: string;
  readonly document: string;
  readonly data: z.ZodMiniType<Data>;
  /** Whether it may be sent again when it is unknown whether the server has received it. */
  readonly repeatable: boolean;
  /** How often it is sent at most. The usual if omitted. */
  readonly tries?: number;
}

const query = <Data>(name: string, document: string, data: z.ZodMiniType<Data>) =>
  ({ name, document, data, repeatable: true }) satisfies Operation<Data>;

const progressed = z.object({
  startedAt: line,
  completedAt: z.nullable(line),
  attempts: z.int(),
  version: z.int(),
});

export const Labs = query(
  'Labs',
  `query Labs($filter: ExerciseFilter, $nextToken: String) {
    exercises(filter: $filter, limit: 100, nextToken: $nextToken) {
      items { ${CARD} }
      nextToken
    }
  }`,
  z.object({ exercises: pageOf(card) }),
);

export const Tags = query(
  'Tags',
  'query Tags { tags { tag exercises } }',
  z.object({ tags: z.array(z.object({ tag: line, exercises: z.int() })) }),
);

export const Lab = query(
  'Lab',
  `query Lab($id: ID!) {
    exercise(id: $id) { ${CARD} instructions }
  }`,
  z.object({ exercise: z.nullable(z.extend(card, { instructions: z.nullable(text) })) }),
);

export const LabVersion = query(
  'LabVersion',
  'query LabVersion($id: ID!) { exercise(id: $id) { version } }',
  z.object({ exercise: z.nullable(z.object({ version: z.int() })) }),
);

export const MyProgress = query(
  'MyProgress',
  `query MyProgress($nextToken: String) {
    progress(limit: 100, nextToken: $nextToken) {
      items { startedAt completedAt attempts version exercise { ${CARD} } }
      nextToken
    }
  }`,
  z.object({ progress: pageOf(z.extend(progressed, { exercise: z.nullable(card) })) }),
);

export type ProgressRow = z.infer<typeof MyProgress.data>['progress']['items'][number];

export const Viewer = query(
  'Viewer',
  'query Viewer { viewer { id username points completedCount } }',
  z.object({
    viewer: z.object({
      id: line,
      username: line,
      points: z.nullable(z.int()),
      completedCount: z.nullable(z.int()),
    }),
  }),
);

export const Ranks = query(
  'Ranks',
  `query Ranks {
    viewer { username points allTime: rank month: rank(period: MONTH) week: rank(period: WEEK) }
  }`,
  z.object({
    viewer: z.object({
      username: line,
      points: z.nullable(z.int()),
      allTime: z.nullable(z.int()),
      month: z.nullable(z.int()),
      week: z.nullable(z.int()),
    }),
  }),
);

const bundle = z.object({
  url: z.string(),
  sha256,
  bytes: z.int().check(z.positive()),
});

export type Bundle = z.infer<typeof bundle>;

const started = z.object({
  startExercise: z.extend(progressed, {
    challenge: z.nullable(z.string().check(z.regex(/^[0-9a-f]{32}$/))),
    variant: z.nullable(z.int().check(z.gte(0), z.lte(99))),
    exercise: z.nullable(z.extend(card, { bundle: z.nullable(bundle) })),
  }),
});

/** Idempotent. Publishing a new version takes some seconds, during which this is a `Conflict`. */
export const StartLab: Operation<z.infer<typeof started>> = {
  name: 'StartLab',
  document: `mutation StartLab($id: ID!) {
    startExercise(exerciseId: $id) {
      startedAt
      completedAt
      attempts
      version
      challenge
      variant
      exercise { ${CARD} bundle { url sha256 bytes } }
    }
  }`,
  data: started,
  repeatable: true,
  tries: 5,
};

const submitted = z.object({
  recordCompletion: z.object({
    outcome: line,
    progress: z.nullable(z.omit(progressed, { version: true })),
    exercise: z.object({ id: exerciseId, title: line, points: z.int() }),
    retryAfterSeconds: z.nullable(z.int()),
    missingPrerequisites: z.array(exerciseId),
  }),
});

export type Submission = z.infer<typeof submitted>['recordCompletion'];

/** A second one could count another attempt. */
export const SubmitLab: Operation<z.infer<typeof submitted>> = {
  name: 'SubmitLab',
  document: `mutation SubmitLab($input: RecordCompletionInput!) {
    recordCompletion(input: $input) {
      outcome
      progress { startedAt completedAt attempts }
      exercise { id title points }
      retryAfterSeconds
      missingPrerequisites
    }
  }`,
  data: submitted,
  repeatable: false,
};

/** A session that has ended is refused, so a second one reports that as well. */
export const Logout = query(
  'Logout',
  'mutation Logout { logout { sessionsEnded done } }',
  z.object({ logout: z.object({ sessionsEnded: z.int(), done: z.boolean() }) }),
);
