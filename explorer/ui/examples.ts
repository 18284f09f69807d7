import { operation } from './operation';
import type { Operation } from '../../model/operation';

interface Example {
  readonly query: string;
  readonly variables: string;
}

/** The operations in the tabs on a first visit. */
export const examples: Example[] = [
  example(
    operation(`# The catalogue is public: the API key is enough.
#
#   Ctrl-Enter   run the operation
#   Ctrl-Space   complete what you type
#   Ctrl-M       let Tab leave the editor
#
# The book icon on the left opens the documentation of every field.
# The other tabs show what you can do when you are signed in.
query Catalogue($limit: Int, $nextToken: String) {
  exercises(limit: $limit, nextToken: $nextToken) {
    items {
      id
      title
      difficulty
      points
      estimatedMinutes
      stats {
        completions
        attempts
      }
    }
    # If it is not null, pass it to get the next page.
    nextToken
  }
}
`),
    { limit: 20 },
  ),
  example(
    operation(`# One exercise and its instructions. Also public.
query Exercise($id: ID!) {
  exercise(id: $id) {
    title
    summary
    tags
    prerequisites
    verification
    version
    bundle {
      url
      bytes
    }
    instructions
  }
}
`),
    { id: 'recover-a-lost-commit' },
  ),
  example(
    operation(`# Who you are. Press "Sign in" first.
query Viewer {
  viewer {
    id
    username
    email
    createdAt
    lastLoginAt
  }
}
`),
  ),
  example(
    operation(`# The exercises that you started.
# Omit $status to include those that you completed.
query MyProgress($status: ProgressStatus) {
  progress(status: $status) {
    items {
      exercise {
        id
        title
      }
      startedAt
      completedAt
      attempts
    }
    nextToken
  }
}
`),
    { status: 'STARTED' },
  ),
  example(
    operation(`# Starts an exercise, and issues your challenge.
# Further calls return the same one.
mutation StartExercise($exerciseId: ID!) {
  startExercise(exerciseId: $exerciseId) {
    startedAt
    version
    variant
    challenge
  }
}
`),
    { exerciseId: 'recover-a-lost-commit' },
  ),
  example(
    operation(`# Submits what the exercise's verify.sh printed.
# This made-up hash is NOT_STARTED before you start
# the exercise. After that, it is REJECTED and counts
# as one of your attempts.
mutation RecordCompletion($input: RecordCompletionInput!) {
  recordCompletion(input: $input) {
    outcome
    retryAfterSeconds
    progress {
      attempts
      completedAt
    }
  }
}
`),
    {
      input: { exerciseId: 'recover-a-lost-commit', verificationHash: '0'.repeat(64) },
    },
  ),
];

function example<Data, Variables>(
  query: Operation<Data, Variables>,
  variables?: Variables,
): Example {
  return { query, variables: variables ? JSON.stringify(variables, null, 2) : '' };
}
