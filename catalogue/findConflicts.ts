import { basename } from 'node:path';
import { findNoRoom } from './findNoRoom';
import type { Card } from './schema';

/** An exercise's folder, as shown in messages, and its card, unless that could not be read. */
type Lab = { path: string; card?: Card | undefined };
type ReadableLab = { path: string; card: Card };

const file = (lab: ReadableLab) => `${lab.path}/exercise.yml`;
const folder = (lab: Lab) => basename(lab.path);

/**
 * Problems that involve several exercises. An exercise without a readable card still owns its name.
 */
export function findConflicts(labs: readonly Lab[]): string[] {
  const readable = labs.filter((lab): lab is ReadableLab => lab.card !== undefined);
  const names = new Set([...labs.map(folder), ...readable.map((lab) => lab.card.id)]);
  return [
    ...findClashingIds(readable),
    ...findClashingPositions(readable),
    ...findMissingPrerequisites(readable, names),
    ...findCycles(readable),
    ...findNoRoom(
      labs.map(({ card }) => ({ points: card?.points ?? 0 })),
      0,
    ),
  ];
}

function findClashingIds(labs: readonly ReadableLab[]): string[] {
  return labs.flatMap((lab) => {
    const { id } = lab.card;
    if (id === folder(lab)) return [];
    const namesakes = labs.filter((other) => other.card.id === id);
    const owner = namesakes.find((other) => folder(other) === id) ?? namesakes[0];
    return owner && owner !== lab
      ? [`${file(lab)}: id "${id}" is taken by ${file(owner)}`]
      : [`${file(lab)}: id "${id}" is not the name of its folder`];
  });
}

function findClashingPositions(labs: readonly ReadableLab[]): string[] {
  return labs.flatMap((lab) => {
    const { position } = lab.card;
    const owner = labs.find((other) => other.card.position === position);
    return owner && owner !== lab
      ? [`${file(lab)}: position ${position} is taken by ${file(owner)}`]
      : [];
  });
}

function findMissingPrerequisites(labs: readonly ReadableLab[], names: Set<string>): string[] {
  return labs.flatMap((lab) =>
    lab.card.prerequisites
      .filter((id) => !names.has(id))
      .map((id) => `${file(lab)}: prerequisite "${id}" does not exist`),
  );
}

/** Each cycle is reported once, for the exercise at which it is first found. */
function findCycles(labs: readonly ReadableLab[]): string[] {
  const byId = new Map(labs.map((lab) => [lab.card.id, lab]));
  const problems: string[] = [];
  const done = new Set<string>();

  const follow = (lab: ReadableLab, path: readonly string[]): void => {
    const { id, prerequisites } = lab.card;
    const chain = [...path, id];
    for (const next of prerequisites) {
      const target = byId.get(next);
      if (!target || done.has(next)) continue;
      const start = chain.indexOf(next);
      if (start === -1) {
        follow(target, chain);
      } else if (next === id) {
        problems.push(`${file(lab)}: requires itself`);
      } else {
        problems.push(
          `${file(target)}: prerequisites form a cycle: ${[...chain.slice(start), next].join(' -> ')}`,
        );
      }
    }
    done.add(id);
  };

  for (const lab of labs) {
    if (!done.has(lab.card.id)) follow(lab, []);
  }
  return problems;
}
