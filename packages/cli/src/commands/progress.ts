import { connect } from '../api/connection';
import { chooseServer } from '../api/serverUrl';
import type { LabsCommand } from '../command';
import { readProgress } from '../lab/status';
import { count, table } from '../output/table';

/** Prints what the learner has started and completed. */
export const progress: LabsCommand = {
  syntax: 'progress',
  summary: 'print the labs that you have started and completed',
  examples: [['akasha-labs progress', 'print your labs and attempts']],
  async run({ context, url, paint }) {
    const rows = await readProgress(await connect(context, chooseServer(context, url), 'required'));
    if (rows.length === 0) {
      return {
        data: { completed: 0, progress: [] },
        text: 'You have not started a lab. See them: akasha-labs list',
      };
    }
    const completed = rows.filter(({ completedAt }) => completedAt !== null).length;
    const lines = rows.map(({ exercise, completedAt, startedAt, attempts }) => [
      completedAt ? paint('green', 'completed') : paint('yellow', 'started'),
      (completedAt ?? startedAt).slice(0, 10),
      count(attempts, 'attempt'),
      exercise?.id ?? 'a retired lab',
    ]);
    return {
      data: { completed, progress: rows },
      text: `${table(lines)}\n\n${completed} of ${count(rows.length, 'started lab')} completed`,
    };
  },
};
