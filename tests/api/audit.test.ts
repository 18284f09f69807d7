import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionKey } from '../../model/session';
import { openExercise, rightHash } from '../support/catalogue';
import { ask, send } from '../support/client';
import { submit } from '../support/completion';
import { databaseAt } from '../support/database';
import { givenHistory } from '../support/history';
import { sessionIdOf } from '../support/indexLag';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenStack } from '../support/stack';

const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const;

/** All lines that the stack logged since the test started. */
let lines: string[];
/** Strings that must not appear in any of them. */
let secrets: Set<string>;

const { url, dynamoEndpoint } = await givenStack();
const database = databaseAt(dynamoEndpoint);

beforeEach(() => {
  lines = [];
  secrets = new Set();
  for (const level of LEVELS) {
    vi.spyOn(console, level).mockImplementation((...args: unknown[]) => {
      lines.push(
        args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' '),
      );
    });
  }
});
afterEach(() => {
  for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
});
afterAll(() => vi.restoreAllMocks());

interface Given {
  id: string;
  token: string;
  /** Prefix of the session's id, as lines contain it. */
  session: string;
}

/** Signs a person in. Logs must not contain their login, token or whole session id. */
async function givenViewer(login: string): Promise<Given> {
  const { id, token } = await givenPerson(login);
  const sessionId = sessionIdOf(token);
  for (const secret of [login, token, ...token.split('.'), sessionId]) secrets.add(secret);
  lines.length = 0;
  return { id, token, session: sessionId.slice(0, 8) };
}

/** The lines of the trail, without the text that AppSync adds to them. */
const trail = () => lines.flatMap((line) => /event=[^"]*/.exec(line)?.[0] ?? []);

const logout = (token: string, everywhere: boolean) =>
  ask(
    url,
    { token },
    operation(`mutation ($everywhere: Boolean) { logout(everywhere: $everywhere) { done } }`),
    {
      everywhere,
    },
  );

const deleteAccount = (token: string, confirm: string) =>
  send(
    url,
    { token },
    operation(`mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`),
    {
      confirm,
    },
  );

const revoke = (token: string, id: string) =>
  send(url, { token }, operation(`mutation ($id: ID!) { revokeSession(id: $id) { done } }`), {
    id,
  });

describe('the audit trail of sessions', () => {
  it('records a logout', async () => {
    const { id, token, session } = await givenViewer('audited-one');
    await logout(token, false);
    expect(trail()).toEqual([`event=signed_out userId=${id} session=${session} by=${session}`]);
  });

  it('records a logout everywhere in one line', async () => {
    await givenViewer('audited-all');
    const { id, token, session } = await givenViewer('audited-all');
    await logout(token, true);
    expect(trail()).toEqual([
      `event=signed_out_everywhere userId=${id} session=${session} by=${session}`,
    ]);
  });

  it('records a logout everywhere that did not end every session', async () => {
    const { id, token, session } = await givenViewer('audited-many');
    const expiresAt = Math.floor(Date.now() / 1_000) + 60;
    await database.putAll(
      'Sessions',
      Array.from({ length: 200 }, (_, i) => ({
        ...sessionKey(String(i).padStart(64, '0'), id),
        gsi1pk: `USER#${id}`,
        gsi1sk: `CREATED#${i}`,
        expiresAt,
      })),
    );
    await logout(token, true);
    expect(trail()).toEqual([
      `event=sign_out_unfinished userId=${id} session=${session} by=${session}`,
    ]);
  });

  it('records which session was revoked and by which session', async () => {
    const other = await givenViewer('audited-revoker');
    const { id, token, session } = await givenViewer('audited-revoker');
    await revoke(token, sessionIdOf(other.token));
    expect(trail()).toEqual([
      `event=session_revoked userId=${id} session=${other.session} by=${session}`,
    ]);
  });

  it('records every unfinished call of a deletion, and its end', async () => {
    const login = 'audited-leaver';
    const { id, token, session } = await givenViewer(login);
    await givenHistory(database, id, login, 200);
    await submit(url, token, openExercise.id, rightHash(openExercise));
    lines.length = 0;
    let done = false;
    let calls = 0;
    while (!done) {
      const { data } = await deleteAccount(token, login);
      ({ done } = (data as { deleteAccount: { done: boolean } }).deleteAccount);
      calls += 1;
    }
    const line = (event: string) => `event=${event} userId=${id} session=${session} by=${session}`;
    expect(calls).toBeGreaterThan(1);
    expect(trail()).toEqual([
      ...Array.from({ length: calls - 1 }, () => line('account_deletion_unfinished')),
      line('account_deleted'),
    ]);
  });

  it('records nothing for refused requests', async () => {
    const { token } = await givenViewer('audited-nothing');
    await revoke(token, 'no id');
    await revoke(token, 'a'.repeat(64));
    await deleteAccount(token, 'somebody-else');
    await logout('no.token.at-all', false).catch(() => undefined);
    expect(trail()).toEqual([]);
  });
});
