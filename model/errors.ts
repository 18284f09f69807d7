/** Every `errorType` that the API's own code answers with, and when. */
export const errorTypes = {
  NotFound: 'The thing that the arguments name does not exist.',
  InvalidInput: 'An argument is not acceptable; the message says which one and what is.',
  Unauthenticated: 'The request carries no signed-in viewer; sign in again.',
  Conflict:
    'Others changed the same rows at the same moment, or the database is busy; try again. A submission was not counted.',
  Internal: 'A fault on our side, which is logged; nothing about it is shown.',
} as const;

export type ErrorType = keyof typeof errorTypes;
