import type { Headers } from '../execution/fieldContext';

/** A request to `/graphql`. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
