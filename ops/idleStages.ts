import { z } from 'zod';
import { checkStageName } from '../infra/stageNames';

/** A deployed stage. */
export interface Stage {
  readonly name: string;
  readonly deployedAt: Date;
}

/** Number of days without a deploy after which a stage is idle. */
export const IDLE_DAYS = 14;

const DAY = 86_400_000;

/** What `aws s3api list-objects-v2` prints. Without objects, there are no `Contents`. */
const listing = z.object({
  Contents: z
    .array(z.object({ Key: z.string(), LastModified: z.coerce.date() }))
    .nullish()
    .transform((contents) => contents ?? []),
});

/**
 * The deployed stages, with the time of the last deploy of each. SST stores a snapshot of the state
 * after each deploy, and deletes all snapshots of a stage when it has removed the stage.
 *
 * @param printed a listing of `snapshot/akasha-labs/` in SST's state bucket
 */
export function readStages(printed: string): Stage[] {
  const stages = new Map<string, Date>();
  for (const { Key, LastModified } of listing.parse(JSON.parse(printed)).Contents) {
    const [, , name] = Key.split('/');
    if (name === undefined) continue;
    const known = stages.get(name);
    if (known === undefined || known < LastModified) stages.set(name, LastModified);
  }
  return [...stages]
    .map(([name, deployedAt]) => ({ name, deployedAt }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The stages that nobody has deployed recently. Never production. */
export const idleAmong = (stages: readonly Stage[], now: Date): Stage[] =>
  stages.filter(
    ({ name, deployedAt }) =>
      name !== 'prod' &&
      isStageName(name) &&
      now.getTime() - deployedAt.getTime() > IDLE_DAYS * DAY,
  );

function isStageName(name: string): boolean {
  try {
    checkStageName(name);
    return true;
  } catch {
    return false;
  }
}

/** The text of the issue. Empty if no stage is idle. */
export const report = (idle: readonly Stage[]): string =>
  idle.length === 0
    ? ''
    : [
        `These stages have not been deployed for ${IDLE_DAYS} days:`,
        '',
        '| stage | last deploy |',
        '| ----- | ----------- |',
        ...idle.map(({ name, deployedAt }) => `| \`${name}\` | ${dateOf(deployedAt)} |`),
        '',
        'To remove all of them, **with all their data**, add the label `remove idle stages` to this issue.',
        'To keep a stage, deploy it again, or delete its line from this text before you add the label.',
        '',
      ].join('\n');

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The stages that the text of an issue lists and that are still idle. */
export function approvedIn(text: string, idle: readonly Stage[]): string[] {
  const listed = new Set([...text.matchAll(/^\| `([a-z\d]+)` \|/gm)].map(([, name]) => name));
  return idle.map(({ name }) => name).filter((name) => listed.has(name));
}
