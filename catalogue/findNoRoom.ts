import { RANK_POINTS_MAX } from '../model/rankTree';
import { POINTS_MAX } from './schema';

/**
 * Of all labs that there ever were. A person's history is read whole: `Viewer.activity` counts five
 * thousand labs of a person, to which those that nobody completed before they left also belong.
 */
const LABS_MAX = 1_000;

/** What is asked of a lab that is in the catalogue. */
interface Present {
  readonly points: number;
}

/**
 * Whether people's histories and ranks have room for a catalogue, together with the labs that left it:
 * who completed one of those keeps it, and its points.
 *
 * @param retired how many labs left the catalogue that people have completed. What they were worth is
 *   not kept: each counts as much as a lab can be worth.
 */
export function findNoRoom(labs: readonly Present[], retired: number): string[] {
  const count = labs.length + retired;
  const points = labs.reduce((sum, lab) => sum + lab.points, 0) + retired * POINTS_MAX;
  const counted = retired === 0 ? '' : `, with ${retired} that left the catalogue`;
  return [
    ...(count > LABS_MAX ? [`there are ${count} labs${counted}, more than ${LABS_MAX}`] : []),
    ...(points > RANK_POINTS_MAX
      ? [`the labs are worth ${points} points together${counted}, more than ${RANK_POINTS_MAX}`]
      : []),
  ];
}
