import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unchanged, updateExpression } from '../../model/expression';
import type { ItemKey } from '../../model/keys';
import { HELD_CONDITION, nameKey, nameOf, unnamed, type NameItem } from '../../model/name';
import { userKey, type UserItem } from '../../model/user';
import { config } from './config';
import { dynamo } from './dynamo';
import { conditionOf, updateIf } from './expression';
import type { GithubProfile } from './github';
import { isLostRace } from './lostRace';
import { signedIn } from './signedIn';
import { readItem } from './readItem';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A person whose profile still says a name that GitHub has given to someone else. */
interface FormerHolder {
  readonly userId: string;
  readonly read: UserItem;
}

/**
 * Saves the profile of a person who does not hold the name yet: at their first sign-in, and after a
 * rename at GitHub. In one transaction, the person gets the name, gives up an earlier one, and a
 * former holder becomes `unnamed`. At no moment do two profiles hold one name, and a crash leaves
 * nothing to repair.
 *
 * The later identification by GitHub wins. A sign-in that a later one has overtaken takes no name from
 * anyone. If both are of the same person, it changes nothing.
 *
 * @returns undefined if a row has changed since it was read. Nothing was written, or a retry after a
 *   lost response has concealed that it was.
 */
export async function claimName(
  profile: GithubProfile,
  at: number,
  deadline: AbortSignal,
): Promise<Pick<UserItem, 'createdAt'> | undefined> {
  const name = nameOf(profile.username);
  const [own, held] = await Promise.all([
    read<UserItem>(userKey(profile.id), deadline),
    read<NameItem>(nameKey(name), deadline),
  ]);
  if (own?.heldName === name) return undefined;
  if (own && isAfter(own, at)) return own;
  const former =
    held && held.userId !== profile.id ? await formerHolder(held, name, deadline) : undefined;
  const isOvertaken = former !== undefined && isAfter(former.read, at);
  const heldName = isOvertaken ? null : name;
  const username = isOvertaken ? unnamed(profile.id) : profile.username;
  const TransactItems = [
    savedProfile({ ...profile, username }, at, own, heldName),
    ...(isOvertaken ? [] : [takenName(name, profile.id, held)]),
    ...(isOvertaken || !former ? [] : [unnamedProfile(former)]),
    ...(own?.heldName === undefined ? [] : [freedName(own.heldName, profile.id)]),
  ];
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems }), { abortSignal: deadline });
    return own ?? { createdAt: new Date(at).toISOString() };
  } catch (error) {
    if (isLostRace(error)) return undefined;
    throw error;
  }
}

/** Whether the person signed in after a time. */
const isAfter = ({ lastLoginAt }: UserItem, at: number): boolean => Date.parse(lastLoginAt) > at;

/** Undefined if the holder's profile does not say the name anymore. */
async function formerHolder(
  { userId }: NameItem,
  name: string,
  deadline: AbortSignal,
): Promise<FormerHolder | undefined> {
  const profile = await read<UserItem>(userKey(userId), deadline);
  return profile?.heldName === name ? { userId, read: profile } : undefined;
}

const read = <Item>(key: ItemKey, deadline: AbortSignal): Promise<Item | undefined> =>
  readItem(config.Users.name, key, deadline);

const savedProfile = (
  profile: GithubProfile,
  at: number,
  own: UserItem | undefined,
  heldName: string | null,
): TransactItem => ({
  Update: {
    TableName: config.Users.name,
    Key: userKey(profile.id),
    ...updateIf(
      unchanged<UserItem>({
        createdAt: own?.createdAt ?? null,
        heldName: own?.heldName ?? null,
      }),
      signedIn(profile, at, heldName),
    ),
  },
});

const takenName = (name: string, userId: string, held: NameItem | undefined): TransactItem => ({
  Put: {
    TableName: config.Users.name,
    Item: { ...nameKey(name), userId } satisfies ItemKey & NameItem,
    ...conditionOf(unchanged<NameItem>({ userId: held?.userId ?? null })),
  },
});

/** The person gets the name that GitHub has given them since at their next sign-in. */
const unnamedProfile = ({
  userId,
  read: { heldName, lastLoginAt },
}: FormerHolder): TransactItem => ({
  Update: {
    TableName: config.Users.name,
    Key: userKey(userId),
    ...updateIf(
      unchanged<UserItem>({ heldName: heldName ?? null, lastLoginAt }),
      updateExpression<UserItem>({ set: { username: unnamed(userId) }, remove: ['heldName'] }),
    ),
  },
});

const freedName = (name: string, userId: string): TransactItem => ({
  Delete: {
    TableName: config.Users.name,
    Key: nameKey(name),
    ...conditionOf({ expression: HELD_CONDITION, values: { ':userId': userId } }),
  },
});
