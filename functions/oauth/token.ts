import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { audit } from '../lib/audit';
import { deadlineIn } from '../lib/deadline';
import { exchangeLoginCode } from '../lib/exchange';
import { httpApiHandler, json } from '../lib/http';
import { countSignIn } from '../lib/metrics';
import { VERIFIER_PATTERN } from '../lib/pkce';
import { SignInRefusal } from '../lib/refusal';

/** Time limit for the tables, in milliseconds. Lambda ends the function after five seconds. */
const DEADLINE_MS = 4_000;

const Body = z.object({
  code: z.string().min(1).max(128),
  code_verifier: z.string().regex(VERIFIER_PATTERN),
});

/**
 * `POST /auth/token` with `{ code, code_verifier }` exchanges a login code for a session and
 * returns `{ token, expiresAt }`, the latter in ISO 8601. A code works once, and a wrong verifier
 * deletes it. After a 503, the code is either unchanged or used: the client may try it again.
 */
export const handler = httpApiHandler(async (event) => {
  const { code, code_verifier: verifier } = parseBody(event);
  const { userAgent } = event.requestContext.http;
  const deadline = deadlineIn(DEADLINE_MS);
  const session = await exchangeLoginCode({ code, verifier, userAgent }, deadline);
  audit('signed_in', { userId: session.userId, sessionId: session.id });
  countSignIn('signed_in');
  return json(200, { token: session.token, expiresAt: session.expiresAt });
});

function parseBody({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): z.infer<typeof Body> {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  try {
    return Body.parse(JSON.parse(text));
  } catch {
    throw new SignInRefusal(
      'invalid_request',
      'invalid_body',
      'The body must be JSON: { "code": "…", "code_verifier": "…" }.',
    );
  }
}
