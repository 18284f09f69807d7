/**
 * Every `errorType` that the API's own code returns, and its meaning. README.md has the same texts.
 */
export const errorTypes = {
  NotFound: 'something that the arguments refer to does not exist',
  InvalidInput: 'an argument is invalid; the message says which one and why',
  Unauthenticated: 'the account behind the token no longer exists; sign in again',
  Conflict: 'another request interfered; no submission was counted; try again',
  Internal: 'a fault on our side',
} as const;

export type ErrorType = keyof typeof errorTypes;
