import { renameWork } from '../functions/lib/renameWork';
import type { ShownName } from '../model/user';
import type { NamedCompletion, Standings, Store } from './rows';

/** A person whose work or standings show another name or avatar than their profile. */
export interface NameDrift {
  readonly kind: 'name';
  readonly userId: string;
  /** Number of these rows. */
  readonly found: number;
  readonly expected: 0;
}

/** Long enough for the longest history. */
const REPAIR_MS = 60_000;

/** @param profile undefined if there is no account: its rows are orphans */
export function nameDrifts(
  userId: string,
  profile: ShownName | undefined,
  completions: readonly NamedCompletion[],
  standings: Standings,
): NameDrift[] {
  if (!profile) return [];
  const found = [...completions, ...standings.values()].filter(
    ({ username, avatarUrl }) => username !== profile.username || avatarUrl !== profile.avatarUrl,
  ).length;
  return found === 0 ? [] : [{ kind: 'name', userId, found, expected: 0 }];
}

/** Renames the person as the function on the stream does. */
export async function repairName(
  { documents, names }: Store,
  { userId }: NameDrift,
): Promise<boolean> {
  await renameWork({ dynamo: documents, names }, userId, AbortSignal.timeout(REPAIR_MS));
  return true;
}
