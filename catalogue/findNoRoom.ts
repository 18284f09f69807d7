import { RANK_POINTS_MAX } from '../model/rankTree';
import { POINTS_MAX } from './schema';

/**
 * Maximum number of exercises, including retired ones. A person's history is read completely:
 * `Viewer.activity` counts up to five thousand exercises per person, including those that no one
 * had completed when they were removed.
 */
const EXERCISES_MAX = 1_000;

/** The fields of an exercise in the catalogue that count. */
interface Present {
  readonly points: number;
}

/**
 * Reports what people's histories and ranks have no room for, in a catalogue with all retired
 * exercises. People who completed a retired exercise keep the completion and its points.
 *
 * @param retired number of retired exercises. Their points are not stored: each counts as much as
 *   an exercise can be worth.
 */
export function findNoRoom(exercises: readonly Present[], retired: number): string[] {
  const count = exercises.length + retired;
  const points =
    exercises.reduce((sum, exercise) => sum + exercise.points, 0) + retired * POINTS_MAX;
  const counted = retired === 0 ? '' : ` (${retired} of them retired)`;
  return [
    ...(count > EXERCISES_MAX
      ? [`the catalogue has ${count} exercises${counted}; the maximum is ${EXERCISES_MAX}`]
      : []),
    ...(points > RANK_POINTS_MAX
      ? [
          `the ${count} exercises${counted} are worth ${points} points in total; the maximum is ${RANK_POINTS_MAX}`,
        ]
      : []),
  ];
}
