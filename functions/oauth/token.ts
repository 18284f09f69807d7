import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { HttpError } from '../lib/errors';
import { httpApiHandler, json } from '../lib/http';
import { redeemLoginCode } from '../lib/loginCode';
import { VERIFIER_PATTERN } from '../lib/pkce';
import { createSession } from '../lib/session';

const Body = z.object({
  code: z.string().min(1).max(128),
  code_verifier: z.string().regex(VERIFIER_PATTERN),
});

/**
 * `POST /auth/token` with `{ code, code_verifier }` exchanges a login code for a session and answers
 * `{ token, expiresAt }`, the latter in ISO 8601. A code works once, and not after a failed try.
 */
export const handler = httpApiHandler(async (event) => {
  const { code, code_verifier: verifier } = parseBody(event);
  const userId = await redeemLoginCode(code, verifier);
  if (userId === undefined) {
    throw new HttpError(
      'invalid_grant',
      'The code is used, expired or not for this client. Sign in again.',
    );
  }
  return json(200, await createSession(userId, event.requestContext.http.userAgent));
});

function parseBody({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): z.infer<typeof Body> {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  try {
    return Body.parse(JSON.parse(text));
  } catch {
    throw new HttpError(
      'invalid_request',
      'The body must be JSON: { "code": "…", "code_verifier": "…" }.',
    );
  }
}
