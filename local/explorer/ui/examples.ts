/** What the tabs of a first visit hold. */
export const examples: { query: string; variables: string }[] = [
  {
    query: `# The catalogue is public: the API key will do.
#
#   Ctrl-Enter   run the operation
#   Ctrl-Space   complete what you type
#   Ctrl-M       let Tab leave the editor
#
# The book at the left documents every field.
# The other tabs show what signing in adds.
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
    # Not null? Give it back for the next page.
    nextToken
  }
}
`,
    variables: variables({ limit: 20 }),
  },
  {
    query: `# One lab and its instructions. Public as well.
query Lab($id: ID!) {
  exercise(id: $id) {
    title
    summary
    tags
    prerequisites
    verification
    instructions
  }
}
`,
    variables: variables({ id: 'recover-a-lost-commit' }),
  },
  {
    query: `# Who you are. Press "Sign in" first.
query Viewer {
  viewer {
    id
    username
    email
    createdAt
    lastLoginAt
  }
}
`,
    variables: '',
  },
  {
    query: `# The labs that you began.
# Without $status: all that you worked on.
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
`,
    variables: variables({ status: 'STARTED' }),
  },
  {
    query: `# Submits what the lab's verify.sh printed.
# This made-up hash is REJECTED, and counts
# as an attempt of yours.
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
`,
    variables: variables({
      input: { exerciseId: 'recover-a-lost-commit', verificationHash: '0'.repeat(64) },
    }),
  },
];

function variables(values: object): string {
  return JSON.stringify(values, null, 2);
}
