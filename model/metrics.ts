/** A metric that our functions report to CloudWatch, besides those of AWS. */
interface Metric {
  readonly unit: 'Count' | 'Milliseconds';
  /**
   * The dimension that splits it, in addition to `service` and `stage`. No dimension identifies a
   * person: each value is a metric of its own, which anyone who may read metrics can list.
   */
  readonly dimension?: 'outcome' | 'route';
  readonly meaning: string;
}

/** The CloudWatch namespace of our own metrics. */
export const METRICS_NAMESPACE = 'AkashaLabs';

/** The value of the dimension `service`. */
export const SERVICE = 'akasha-labs';

/** The values of the dimension `outcome`: `signed_in`, and the `error` of every refused sign-in. */
export const SIGN_IN_OUTCOMES = [
  'signed_in',
  'invalid_request',
  'invalid_grant',
  'access_denied',
  'sign_in_expired',
  'github_unavailable',
  'temporarily_unavailable',
  'server_error',
] as const;

export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number];

/** Every metric of our own, by name. Alarms, dashboard and docs refer to this list. */
export const metrics = {
  SignIn: {
    unit: 'Count',
    dimension: 'outcome',
    meaning: 'sign-ins that ended, by `signed_in` or the `error` that the client received',
  },
  SessionUnknown: {
    unit: 'Count',
    meaning: 'requests that the authorizer refused because it could not look up their session',
  },
  AnnounceLag: {
    unit: 'Milliseconds',
    meaning: 'time from a completion to its announcement',
  },
  RankLag: {
    unit: 'Milliseconds',
    meaning: 'time from a completion, or its removal, until the ranks include it',
  },
  ResponseTime: {
    unit: 'Milliseconds',
    dimension: 'route',
    meaning: 'time that a function behind an HTTP API took to respond',
  },
  Errors: {
    unit: 'Count',
    dimension: 'route',
    meaning: 'for each response, 1 if its status is 500 or more, and 0 otherwise',
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
