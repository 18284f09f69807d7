import {
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
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
import type { NewSession } from './session';

/** What was read, and must not have changed. */
export interface Basis {
  readonly codeKey: ItemKey;
  readonly item: LoginCodeItem;
  readonly recentSessions: UserItem['recentSessions'] | undefined;
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Begins a session for a login code, if code and profile are still what was read: the code goes, the
 * session comes, and the profile holds it, all or nothing. A repeat by the SDK, after an answer that was
 * lost, has the same `ClientRequestToken` and changes nothing more. A repeat that is refused says nothing
 * of the attempt before it, which may have committed.
 *
 * Who ends every session finds all of them in the index or in the profile: a profile holds each session
 * that began within the last minute. The eleventh within a minute ends the first.
 *
 * @returns whether they were, as far as the last attempt knows
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

/** Epoch seconds in few letters: a profile of more than a kilobyte costs double. */
const markOf = (epochMs: number): string => Math.floor(epochMs / 1_000).toString(36);

const isRecent = (entry: string, now: number): boolean =>
  Number.parseInt(entry, 36) >= Math.floor(now / 1_000) - RECENT_SECONDS;

/** What cancels a transaction that may succeed when it is made of what is there now. */
const LOST_RACE = [
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
];

const isLostRace = (error: unknown): boolean =>
  error instanceof TransactionInProgressException ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).every(({ Code = 'None' }) => LOST_RACE.includes(Code)));
