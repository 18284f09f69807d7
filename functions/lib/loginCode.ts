import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../../model/keys';
import { LOGIN_CODE_SECONDS, loginCodeKey, type LoginCodeItem } from '../../model/session';
import { config } from './config';
import { withoutConflict } from './conflict';
import { dynamo } from './dynamo';
import { randomToken, sha256Hex } from './secret';
import { readItem } from './readItem';

/**
 * Creates a code that the client that set the challenge can exchange for a session, once. A retry
 * writes the same row again, before anyone has the code.
 *
 * @param issuedAt when the person was identified, in epoch milliseconds
 */
export async function issueLoginCode(
  userId: string,
  codeChallenge: string,
  issuedAt: number,
  deadline: AbortSignal,
): Promise<string> {
  const code = randomToken();
  const item: LoginCodeItem = {
    userId,
    codeChallenge,
    issuedAt,
    expiresAt: Math.floor(issuedAt / 1000) + LOGIN_CODE_SECONDS,
  };
  await dynamo.send(
    new PutCommand({
      TableName: config.Sessions.name,
      Item: { ...loginCodeKey(sha256Hex(code)), ...item },
    }),
    { abortSignal: deadline },
  );
  return code;
}

/** Reads the current row of a code. */
export const readLoginCode = (
  key: ItemKey,
  deadline: AbortSignal,
): Promise<LoginCodeItem | undefined> => readItem(config.Sessions.name, key, deadline);

/** Deletes a code that was not exchanged. A retry finds nothing to delete. */
export async function endLoginCode(key: ItemKey, deadline: AbortSignal): Promise<void> {
  const remove = () =>
    dynamo.send(new DeleteCommand({ TableName: config.Sessions.name, Key: key }), {
      abortSignal: deadline,
    });
  await withoutConflict(remove, deadline);
}
