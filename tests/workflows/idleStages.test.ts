import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { givenFolder } from '../support/folder';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const { jobs } = parse(
  readFileSync(join(repository, '.github/workflows/idle-stages.yml'), 'utf8'),
) as { jobs: { list: { steps: { if?: string; run?: string }[] } } };

/** The step of a job for one event, as Bash runs it at GitHub. */
const stepOn = (event: string): string =>
  jobs.list.steps.find((step) => step.if === `github.event_name == '${event}'`)!.run!;

/** A stand-in for GitHub's command, which records its calls. */
const GH = `#!/bin/sh
echo "$*" >> calls
case "$1 $2" in "issue list") printf '%s' "$OPEN";; "issue create") cp report.md issue;; esac
`;

/** Runs a step with a listing of snapshots, all from 2020. */
function carriedOut(event: string, stages: readonly string[], env: Record<string, string>) {
  const folder = givenFolder();
  const Contents = stages.map((stage) => ({
    Key: `snapshot/akasha-labs/${stage}/1.json`,
    LastModified: '2020-01-01T00:00:00+00:00',
  }));
  writeFileSync(join(folder, 'snapshots.json'), JSON.stringify({ Contents }));
  writeFileSync(join(folder, 'gh'), GH, { mode: 0o755 });
  // The step runs in the repository. Here, it must not write there.
  const script = stepOn(event).replaceAll(
    /(scripts\/launch\.mjs|ops\/reportIdle\.ts)/g,
    `${repository}$1`,
  );
  const output = join(folder, 'output');
  execFileSync('bash', ['--norc', '-e', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: {
      PATH: `${folder}:${dirname(process.execPath)}:/usr/bin:/bin`,
      GITHUB_OUTPUT: output,
      ...env,
    },
  });
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  return {
    calls: read('calls').trim().split('\n'),
    issue: read('issue'),
    output: read('output'),
    files: readdirSync(folder),
  };
}

describe('every week', () => {
  it('an issue lists the idle stages, in place of the last one', () => {
    const { calls, issue } = carriedOut('schedule', ['ada', 'prod'], { OPEN: '7\n' });
    expect(calls.filter((call) => /^issue (close|create)/.test(call))).toEqual([
      'issue close 7',
      'issue create --title Idle stages --label idle stages --body-file report.md',
    ]);
    expect(issue).toContain('| `ada` | 2020-01-01 |');
    expect(issue).not.toContain('prod');
  });

  it('no issue is opened if no stage is idle', () => {
    const { calls } = carriedOut('schedule', ['prod'], { OPEN: '' });
    expect(calls.filter((call) => /^issue (close|create)/.test(call))).toEqual([]);
  });
});

it('a label removes the stages of the issue, which are still idle', () => {
  const ISSUE = '| `ada` | 2020-01-01 |\n| `grace` | 2020-01-01 |';
  expect(carriedOut('issues', ['ada', 'dev'], { ISSUE }).output).toBe('stages=["ada"]\n');
});

it('the text of an issue is not run', () => {
  const ISSUE = '"; touch touched; echo "$(touch touched)`touch touched`';
  const { output, files } = carriedOut('issues', ['ada'], { ISSUE });
  expect(output).toBe('stages=[]\n');
  expect(files).not.toContain('touched');
});
