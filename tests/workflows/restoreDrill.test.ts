import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { deployRoleStack } from '../infra/iam/deployRole';

interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly 'timeout-minutes'?: number;
}

const { on, jobs } = parse(
  readFileSync(new URL('../../.github/workflows/restore-drill.yml', import.meta.url), 'utf8'),
) as {
  on: { schedule: { cron: string }[] };
  jobs: { drill: { environment: string; steps: Step[] } };
};
const { environment, steps } = jobs.drill;
const at = (pattern: RegExp) => steps.findIndex(({ run = '' }) => pattern.test(run));
const restore = at(/--counts --yes/);
const remove = at(/--remove/);

it('runs once a month, with the role of prod', () => {
  expect(on.schedule.map(({ cron }) => cron)).toEqual([expect.stringMatching(/^\d+ \d+ 1 \* \*$/)]);
  expect(environment).toBe('prod');
});

it('restores all tables of prod, and lists no key in a log that others may read', () => {
  expect(steps[restore]!.run).toMatch(
    /^npm run --silent restore -- --stage prod --at "\$AT" --counts --yes \|/,
  );
  // Without it, the pipe would hide that the command failed.
  expect(steps[restore]!.shell).toBe('bash');
});

it('removes the copies of the same moment, whatever happened, with new credentials', () => {
  expect(steps[remove]!.run).toContain('--stage prod --at "$AT" --remove --yes');
  expect(steps.slice(restore + 1, remove + 1).map((step) => [step.if, Boolean(step.uses)])).toEqual(
    [
      ['always()', true],
      ['always()', false],
    ],
  );
});

it('stops waiting for the restore before the credentials end', () => {
  const { MaxSessionDuration } = deployRoleStack({ Stage: 'prod' }).resources['DeployRole']!
    .properties as { MaxSessionDuration: number };
  expect(steps[restore]!['timeout-minutes']! * 60).toBeLessThan(MaxSessionDuration);
});
