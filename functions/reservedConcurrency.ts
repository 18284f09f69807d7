/**
 * Concurrent executions that `prod` reserves for a function, so that no other function or stage of the
 * account can use them up. A reservation is also the most that the function gets.
 *
 * The authorizer is the one function that strangers reach past no limit of ours: a hundred, at ten
 * milliseconds each, are the 10,000 requests a second that AppSync lets through. API Gateway lets a burst
 * of a hundred sign-ins through (`infra/rest.ts`), and all of them may be at the same step.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const reservedConcurrency = {
  authorizer: 100,
  start: 100,
  callback: 100,
  token: 100,
} as const;
