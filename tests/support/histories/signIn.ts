import { createHash, randomBytes } from 'node:crypto';
import type { Client } from './http';
import type { Code, Person, Record, Session } from './record';

/** Signs in as a browser does, until the frontend has a login code. */
export async function requestCode(
  client: Client,
  record: Record,
  person: Person,
): Promise<Code | undefined> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const begun = record.now();
  const code = await codeFor(client, person.login, challenge);
  const span = { begun, ended: record.now() };
  record.signIns.push({ ...span, person });
  return code === undefined ? undefined : { code, verifier, person, issued: span };
}

async function codeFor(
  client: Client,
  login: string,
  challenge: string,
): Promise<string | undefined> {
  const start = await client.step(`/auth/github?code_challenge=${challenge}`);
  const consent = start?.headers.get('location');
  if (!consent) return undefined;
  const cookie = start!.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const consented = await client.step(consent, {
    method: 'POST',
    body: new URLSearchParams({ login, decision: 'authorize' }),
  });
  const callback = consented?.headers.get('location');
  if (!callback) return undefined;
  const back = await client.step(callback, { headers: { cookie } });
  const frontend = back?.headers.get('location');
  return frontend ? (new URL(frontend).searchParams.get('code') ?? undefined) : undefined;
}

/** Exchanges a login code for a session. */
export async function exchangeCode(
  client: Client,
  record: Record,
  code: Code,
): Promise<Session | undefined> {
  const begun = record.now();
  const response = await client.step('/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: code.code, code_verifier: code.verifier }),
  });
  const span = { begun, ended: record.now() };
  record.signIns.push({ ...span, person: code.person });
  if (response?.status === 200) {
    record.exchanges.push({ ...span, code, was: 'opened' });
    const { token } = (await response.json()) as { token: string };
    const id = createHash('sha256').update(token).digest('hex');
    const session = { id, token, person: code.person, exchange: span };
    record.sessions.push(session);
    return session;
  }
  record.exchanges.push({
    ...span,
    code,
    was: response?.status === 400 ? 'refused' : 'unknown',
  });
  return undefined;
}
