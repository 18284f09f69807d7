/** US dollars per million requests or units, at list prices rounded for ap-south-1. */
export const PER_MILLION = {
  appsync: 4,
  read: 0.14,
  write: 0.71,
  lambda: 0.2,
  /** Of Lambda on arm64 with 512 MB. */
  lambdaMillisecond: 0.00667,
  firewall: 0.6,
} as const;

/** The authorizer takes ten milliseconds. */
export const AUTHORIZER = 0.27;
