import type * as z from 'zod';
import { boundedText } from './boundedText';

/** GitHub cannot be reached, refuses, or answers something else than it documents. */
export class GithubError extends Error {
  override readonly name = 'GithubError';
}

/** Each request to GitHub may take this long; a sign-in makes two in a row. */
const TIMEOUT_MS = 5_000;

/**
 * Asks GitHub something, with a secret of ours.
 * @throws GithubError for every answer but one of this shape with status 200
 */
export async function askGithub<T>(
  shape: z.ZodType<T>,
  url: string,
  init: { method?: string; headers: Record<string, string>; body?: URLSearchParams },
): Promise<T> {
  const { status, body } = await request(url, init);
  if (status !== 200) throw new GithubError(`GitHub answered ${status} to ${url}`);
  const answer = shape.safeParse(body);
  // What GitHub sent may hold an access token: the message does not repeat it.
  if (!answer.success) throw new GithubError(`GitHub answered something else to ${url}`);
  return answer.data;
}

async function request(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, {
      ...init,
      // GitHub's API refuses requests that do not say who makes them.
      headers: { ...init.headers, 'user-agent': 'akasha-labs' },
      // A request of ours carries a secret, which is for this address and for no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: parseJson(await boundedText(response)) };
  } catch (error) {
    throw new GithubError(`GitHub did not answer ${url}`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
