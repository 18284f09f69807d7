import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../../model/keys';
import { unchanged, updateExpression } from '../../model/expression';
import {
  RECENT_SECONDS,
  RECENT_SESSIONS,
  recentEntry,
  recentId,
  sessionKey,
  type LoginCodeItem,
} from '../../model/session';
import { userKey, type UserItem } from '../../model/user';
import { config } from './config';
import { dynamo } from './dynamo';
import { updateIf } from './expression';
import { isLostRace } from './lostRace';
import type { NewSession } from './session';

/** The data that was read and must not have changed. */
export interface Basis {
  readonly codeKey: ItemKey;
  readonly item: LoginCodeItem;
  readonly recentSessions: UserItem['recentSessions'] | undefined;
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Begins a session for a login code, if the code and the profile have not changed since they were
 * read. In one transaction, the code is deleted, the session is created, and the profile lists it.
 * A retry by the SDK after a lost response has the same `ClientRequestToken` and changes nothing
 * more. A refused retry does not show whether the attempt before it committed.
 *
 * A request that ends every session finds all of them in the index or in the profile: a profile
 * lists each session that began within the last minute. The eleventh within a minute ends the
 * first.
 *
 * @returns whether they were unchanged, as far as the last attempt shows
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export async function beginSession(
  session: NewSession,
  { codeKey, item: { userId, issuedAt }, recentSessions }: Basis,
  deadline: AbortSignal,
): Promise<boolean> {
  const began = Date.parse(session.row.createdAt);
  const recent = (recentSessions ?? []).filter((entry) => isRecent(entry, began));
  const entries = [recentEntry(session.id, markOf(began)), ...recent];
  const sameSessions = unchanged<UserItem>({ recentSessions: recentSessions ?? null });
  const TransactItems: TransactItem[] = [
    {
      Delete: {
        TableName: config.Sessions.name,
        Key: codeKey,
        ConditionExpression: 'attribute_exists(pk)',
      },
    },
    { Put: { TableName: config.Sessions.name, Item: session.row } },
    {
      Update: {
        TableName: config.Users.name,
        Key: userKey(userId),
        ...updateIf(
          {
            expression:
              'attribute_exists(pk) AND createdAt <= :issuedAtIso ' +
              'AND (attribute_not_exists(sessionsValidFrom) OR sessionsValidFrom < :issuedAt) ' +
              `AND ${sameSessions.expression}`,
            values: {
              ':issuedAtIso': new Date(issuedAt).toISOString(),
              ':issuedAt': issuedAt,
              ...sameSessions.values,
            },
          },
          updateExpression<UserItem>({
            set: { recentSessions: entries.slice(0, RECENT_SESSIONS) },
          }),
        ),
      },
    },
    ...entries.slice(RECENT_SESSIONS).map((entry) => ({
      Delete: { TableName: config.Sessions.name, Key: sessionKey(recentId(entry), userId) },
    })),
  ];
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems }), { abortSignal: deadline });
    return true;
  } catch (error) {
    if (isLostRace(error)) return false;
    throw error;
  }
}

/** Epoch seconds in few characters, because a profile larger than a kilobyte costs double. */
const markOf = (epochMs: number): string => Math.floor(epochMs / 1_000).toString(36);

const isRecent = (entry: string, now: number): boolean =>
  Number.parseInt(entry, 36) >= Math.floor(now / 1_000) - RECENT_SECONDS;
