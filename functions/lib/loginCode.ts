import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { LOGIN_CODE_SECONDS, loginCodeKey, type LoginCodeItem } from '../../model/session';
import { config } from './config';
import { dynamo } from './dynamo';
import { provesChallenge } from './pkce';
import { randomToken, sha256Hex } from './secret';

/** Makes a code that the client who set the challenge can exchange for a session, once. */
export async function issueLoginCode(userId: string, codeChallenge: string): Promise<string> {
  const code = randomToken();
  const item: LoginCodeItem = {
    userId,
    codeChallenge,
    expiresAt: Math.floor(Date.now() / 1000) + LOGIN_CODE_SECONDS,
  };
  await dynamo.send(
    new PutCommand({
      TableName: config.Sessions.name,
      Item: { ...loginCodeKey(sha256Hex(code)), ...item },
    }),
  );
  return code;
}

/**
 * The person whom a code signs in, else nothing. The code is deleted before it is looked at, so that
 * of several who present it at the same moment one gets the item, and a wrong guess ends it.
 */
export async function redeemLoginCode(code: string, verifier: string): Promise<string | undefined> {
  const { Attributes } = await dynamo.send(
    new DeleteCommand({
      TableName: config.Sessions.name,
      Key: loginCodeKey(sha256Hex(code)),
      ReturnValues: 'ALL_OLD',
    }),
  );
  const item = Attributes as LoginCodeItem | undefined;
  if (!item || item.expiresAt <= Date.now() / 1000) return undefined;
  return provesChallenge(verifier, item.codeChallenge) ? item.userId : undefined;
}
