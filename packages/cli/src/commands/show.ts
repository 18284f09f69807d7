import { connect } from '../api/connection';
import { Lab } from '../api/operations';
import { chooseServer } from '../api/serverUrl';
import { labIdIn, noSuchLab, type LabsCommand } from '../command';
import { count, table } from '../output/table';

/** Prints a lab's card and instructions. */
export const show: LabsCommand = {
  syntax: 'show <id>',
  summary: 'print the card and the instructions of a lab',
  examples: [['akasha-labs show recover-a-lost-commit', 'read before you start']],
  async run({ context, url, args, paint }) {
    const id = labIdIn(args[0]);
    const { read } = await connect(context, chooseServer(context, url), 'optional');
    const { exercise } = await read(Lab, { id });
    if (!exercise) return noSuchLab(id);
    const { title, summary, difficulty, points, estimatedMinutes, tags, prerequisites } = exercise;
    const facts = [
      ['Difficulty', difficulty.toLowerCase()],
      ['Points', exercise.verification === 'SELF_REPORTED' ? 'none (self-reported)' : `${points}`],
      ['Time', count(estimatedMinutes, 'minute')],
      ['Tags', tags.join(', ')],
      ...(prerequisites.length > 0 ? [['First', prerequisites.join(', ')]] : []),
    ].map(([name = '', value = '']) => [paint('dim', name), value]);
    const paragraphs = [
      `${paint('bold', title)}\n${summary}`,
      table(facts),
      ...(exercise.instructions ? [exercise.instructions.trim()] : []),
      `Start: akasha-labs start ${id}`,
    ];
    return { data: exercise, text: paragraphs.join('\n\n') };
  },
};
