import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { usedStateKey, type UsedStateItem } from '../../model/session';
import { config } from './config';
import { dynamo } from './dynamo';
import { sha256Hex } from './secret';
import { SIGN_IN_SECONDS } from './signInCookie';

/**
 * Marks the `state` of a sign-in as used. The mark contains the id of this call, so that a retry by
 * the SDK after a lost response finds its own mark and succeeds. Every other call fails.
 *
 * @returns whether it was unused
 */
export async function takeState(state: string, deadline: AbortSignal): Promise<boolean> {
  const item: UsedStateItem = {
    usedBy: randomUUID(),
    // By then, every cookie with this state has expired.
    expiresAt: Math.floor(Date.now() / 1000) + SIGN_IN_SECONDS,
  };
  try {
    await dynamo.send(
      new PutCommand({
        TableName: config.Sessions.name,
        Item: { ...usedStateKey(sha256Hex(state)), ...item },
        ConditionExpression: 'attribute_not_exists(pk) OR usedBy = :me',
        ExpressionAttributeValues: { ':me': item.usedBy },
      }),
      { abortSignal: deadline },
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
