import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
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
  // As an author sees it, who has not started the lab.
  const own = join(learner.folder, id, '.lab');
  for (const name of ['challenge', 'variant']) rmSync(join(own, name));
  const verify = [join(own, `exercises/${id}/verify.sh`), lab.context.cwd];
  const canonical = execFileSync('bash', verify, { env, encoding: 'utf8' }).trim();
  expect(json).toMatchObject({ verificationHash: personalHash(canonical, CHALLENGE) });
});
