import { chooseServer } from '../api/serverUrl';
import type { LabsCommand } from '../command';
import { note } from '../context';
import { findLab } from '../lab/labFolder';
import { newsOf, versionNews } from '../lab/news';
import { verify } from '../lab/verify';
import { needWhole } from '../lab/wholeLab';

/** Runs the lab's `verify.sh`. */
export const check: LabsCommand = {
  syntax: 'check [dir]',
  summary: 'check your work, and say what is still wrong',
  examples: [
    ['akasha-labs check', 'check the lab of the current folder'],
    ['akasha-labs check recover-a-lost-commit', 'check the lab in that folder'],
  ],
  async run({ context, url, args, json, paint }) {
    const lab = await findLab(context, args[0]);
    await needWhole(lab);
    const choice = chooseServer(context, url, lab.url);
    const asked = newsOf(context, lab, choice, versionNews);
    try {
      const verificationHash = await verify(context, lab, { isShown: !json });
      // What is out of date cannot be submitted.
      const advice = (await asked).length === 0 ? ' Submit it: akasha-labs submit' : '';
      return {
        data: { exerciseId: lab.exerciseId, version: lab.version, verificationHash },
        text: `${paint('green', 'Correct.')}${advice}`,
      };
    } finally {
      for (const news of await asked) note(context, news);
    }
  },
};
