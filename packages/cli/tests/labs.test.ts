import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { archiveOf, personalHash, realLab, realLabs, solutionOf } from './bundles';
import { givenSignedIn } from './givenLearner';
import { CHALLENGE, givenServer } from './givenServer';

it.each(realLabs)('the lab %s can be started, solved and checked', async (id) => {
  const server = await givenServer();
  const learner = await givenSignedIn(server);
  server.labs.push({ ...server.labs[0]!, id, archive: await archiveOf(realLab(id)) });
  expect(await learner.type('start', id)).toMatchObject({ code: 0, stderr: '' });
  const lab = learner.in(join(learner.folder, id, 'work'));
  const env = { ...process.env, LAB_VARIANT: '3' };
  execFileSync('bash', [solutionOf(id), lab.context.cwd], { env, stdio: 'pipe' });
  const { json } = await lab.type('check', '--json');
  // As someone who has not started the lab sees it.
  const verify = join(learner.folder, id, `.lab/exercises/${id}/verify.sh`);
  execFileSync('rm', [join(learner.folder, id, '.lab/challenge')]);
  const canonical = execFileSync('bash', [verify, lab.context.cwd], { encoding: 'utf8' }).trim();
  expect(json).toMatchObject({ verificationHash: personalHash(canonical, CHALLENGE) });
});
