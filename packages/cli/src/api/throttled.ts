import { Failure } from '../failure';
import { count } from '../output/table';
import type { Response } from './request';

/** The server does not take another request for some seconds, which are unknown if 0. */
export class Throttled extends Failure {
  readonly seconds: number;

  constructor(seconds: number) {
    const when = seconds > 0 ? `in ${count(seconds, 'second')}` : 'in a moment';
    super('RateLimited', `The server has too many requests. Try again ${when}.`, {
      retryAfterSeconds: seconds > 0 ? seconds : null,
    });
    this.seconds = seconds;
  }
}

/** How long the server says to wait, or 0. */
export function secondsIn({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 0;
}
