import { connect } from '../api/connection';
import { Ranks } from '../api/operations';
import { chooseServer } from '../api/serverUrl';
import type { LabsCommand } from '../command';
import { count, table } from '../output/table';

/** Prints the learner's ranks. */
export const rank: LabsCommand = {
  syntax: 'rank',
  summary: 'print your rank of all time, this month and this week',
  examples: [['akasha-labs rank', 'print your three ranks']],
  async run({ context, url, paint }) {
    const { asViewer } = await connect(context, chooseServer(context, url), 'required');
    const { viewer } = await asViewer(Ranks);
    const { username, points, allTime, month, week } = viewer;
    const shown = (place: number | null) => (place === null ? 'no points yet' : `#${place}`);
    return {
      data: viewer,
      text: `${paint('bold', username)}: ${count(points ?? 0, 'point')}\n${table([
        ['All time', shown(allTime)],
        ['This month', shown(month)],
        ['This week', shown(week)],
      ])}`,
    };
  },
};
