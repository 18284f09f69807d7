import type * as z from 'zod';
import { boundedText } from './boundedText';

/** GitHub cannot be reached, refuses, or returns something that it does not document. */
export class GithubError extends Error {
  override readonly name = 'GithubError';
}

/** Timeout of each request to GitHub. A sign-in makes two in sequence. */
const TIMEOUT_MS = 5_000;

/**
 * Sends a request with one of our secrets to GitHub.
 * @throws GithubError unless the response has this shape and status 200
 */
export async function askGithub<T>(
  shape: z.ZodType<T>,
  url: string,
  init: { method?: string; headers: Record<string, string>; body?: URLSearchParams },
): Promise<T> {
  const { status, body } = await request(url, init);
  if (status !== 200) throw new GithubError(`GitHub returned ${status} for ${url}`);
  const answer = shape.safeParse(body);
  // GitHub's response may contain an access token, so the message does not repeat it.
  if (!answer.success) throw new GithubError(`GitHub returned an unexpected response for ${url}`);
  return answer.data;
}

async function request(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, {
      ...init,
      // GitHub's API refuses requests without a user agent.
      headers: { ...init.headers, 'user-agent': 'akasha-labs' },
      // Our request carries a secret that is meant only for this address.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: parseJson(await boundedText(response)) };
  } catch (error) {
    throw new GithubError(`GitHub did not respond to ${url}`, { cause: error });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
