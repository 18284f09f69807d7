import { describe, expect, it } from 'vitest';
import { findConflicts } from '../../catalogue/findConflicts';
import { findNoRoom } from '../../catalogue/findNoRoom';
import type { Card } from '../../catalogue/schema';
import { RANK_POINTS_MAX } from '../../model/rankTree';

const exercises = (count: number, points: number) =>
  Array.from({ length: count }, (_, i) => {
    const id = `exercise-${i}`;
    const card: Card = {
      id,
      version: 1,
      title: 'An exercise',
      summary: 'One of many.',
      difficulty: 'BEGINNER',
      tags: ['many'],
      points,
      estimatedMinutes: 5,
      position: i,
      prerequisites: [],
      verification: { kind: 'ANSWER', hash: 'a'.repeat(64), variants: 1 },
    };
    return { path: `exercises/${id}`, card };
  });

it('a catalogue has at most a thousand exercises', () => {
  expect(findConflicts(exercises(1_000, 1))).toEqual([]);
  expect(findConflicts(exercises(1_001, 1))).toEqual([
    'the catalogue has 1001 exercises; the maximum is 1000',
  ]);
});

it('a catalogue is worth at most as many points as ranks have room for', () => {
  expect(findConflicts(exercises(RANK_POINTS_MAX / 100, 100))).toEqual([]);
  expect(findConflicts(exercises(RANK_POINTS_MAX / 100 + 1, 100))).toEqual([
    'the 221 exercises are worth 22100 points in total; the maximum is 22000',
  ]);
});

it('a catalogue has at most as many tags as one row has room for', () => {
  // Ten letters and forty bytes each.
  const tagged = (count: number) =>
    exercises(count, 1).map(({ path, card }, i) => ({
      path,
      card: { ...card, tags: ['shared-tag', `tag-${String(i).padStart(6, '0')}`] },
    }));
  expect(findConflicts(tagged(159))).toEqual([]);
  expect(findConflicts(tagged(160))).toEqual([
    'the 161 different tags take 8050 bytes; the maximum is 8000',
  ]);
});

describe('a retired exercise', () => {
  const present = (count: number, points: number) =>
    exercises(count, points).map(({ card }) => card);

  it('counts toward the thousand', () => {
    expect(findNoRoom(present(900, 1), 100)).toEqual([]);
    expect(findNoRoom(present(901, 1), 100)).toEqual([
      'the catalogue has 1001 exercises (100 of them retired); the maximum is 1000',
    ]);
  });

  it('counts with the maximum points of an exercise', () => {
    const room = RANK_POINTS_MAX / 100;
    expect(findNoRoom(present(room - 20, 100), 20)).toEqual([]);
    expect(findNoRoom(present(room - 20, 100), 21)).toEqual([
      'the 221 exercises (21 of them retired) are worth 22100 points in total; the maximum is 22000',
    ]);
  });
});
