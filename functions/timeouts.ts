/** Seconds after which an invocation of each function is cut off, deployed and on the local stack. */
export const timeouts = {
  // AppSync's client is owed a refusal within these.
  authorizer: 3,
  start: 3,
  // Two requests to GitHub, each of which may take five.
  callback: 15,
  token: 5,
  exerciseStats: 3,
  leaderboard: 3,
  badge: 3,
  // A hundred people on three boards, with every transaction tried again.
  countRanks: 60,
  // All its requests run at the same time, and each may take twenty.
  publishCompletion: 30,
} as const;
