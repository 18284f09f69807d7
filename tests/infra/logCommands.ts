import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { givenFolder } from '../support/folder';
import type { Deployment } from './deployment';
import { resourcesOf } from './policies';

const page = readFileSync(new URL('../../docs/deploying.md', import.meta.url), 'utf8');
const standIn = fileURLToPath(new URL('awsCommand.mjs', import.meta.url));

/** The page's commands that read logs, and the shell functions that they need. */
const commands = [...page.matchAll(/```sh\n(.*?)```/gs)]
  .map(([, block]) => block!)
  .filter((block) => /^(aws logs (tail|start-query)|log\(\))/m.test(block))
  .map((block) => block.replace(/^aws (?!logs (tail|start-query)).*$/gm, ''));

interface LogGroup {
  readonly logGroupName: string;
  readonly creationTime: number;
}

/**
 * The log groups of a deployment, each followed by an older one that a killed deploy left behind.
 */
function logGroupsOf(deployment: Deployment): LogGroup[] {
  return resourcesOf(deployment, 'aws:cloudwatch/logGroup:LogGroup').flatMap(({ physicalName }) => [
    { logGroupName: physicalName, creationTime: 2_000 },
    { logGroupName: physicalName.replace(/-[^-]+$/, '-0'), creationTime: 1_000 },
  ]);
}

/** The calls to AWS that the page's commands make for this deployment. */
function carriedOut(deployment: Deployment): string[][] {
  const folder = givenFolder();
  const aws = join(folder, 'aws');
  writeFileSync(aws, `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "$@"\n`, { mode: 0o755 });
  const apis = resourcesOf(deployment, 'aws:appsync/graphQLApi:GraphQLApi');
  const answers = {
    'logs describe-log-groups': {
      list: ['logGroups', 'logGroupName'],
      all: logGroupsOf(deployment),
    },
    'appsync list-graphql-apis': {
      list: ['graphqlApis', 'name'],
      all: [
        { name: 'akasha-labs-preview-ApiApi-0', apiId: 'another' },
        ...apis.map(({ physicalName: name }) => ({ name, apiId: 'apiapi-id' })),
      ],
    },
  };
  const CALLS = join(folder, 'calls');
  const env = {
    PATH: `${folder}:${process.env['PATH']}`,
    CALLS,
    ANSWERS: JSON.stringify(answers),
  };
  const script = `set -euo pipefail\n${commands.join('\n')}`;
  execFileSync('bash', ['--norc', '-c', script], { env });
  return readFileSync(CALLS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
}

/** The log groups in the arguments of a command. */
const groupsIn = (call: readonly string[]): string[] =>
  call.filter((argument) => argument.startsWith('/aws/'));

export function describeLogCommands(deployment: Deployment): void {
  it('reads the log groups that exist', () => {
    const calls = carriedOut(deployment);
    const inUse = resourcesOf(deployment, 'aws:cloudwatch/logGroup:LogGroup').map(
      ({ physicalName }) => physicalName,
    );
    for (const call of calls) {
      expect(groupsIn(call), call.join(' ')).not.toEqual([]);
      for (const group of groupsIn(call)) expect(inUse, call.join(' ')).toContain(group);
    }
    const kinds = calls.map((call) => [
      call[1],
      ...groupsIn(call).map((group) => group.replace(/^.*akasha-labs-prod-(\w+)-.*$/, '$1')),
    ]);
    expect(kinds).toEqual([
      ['tail', 'OauthCallback'],
      ['tail', 'Rest'],
      ['tail', '/aws/appsync/apis/apiapi-id'],
      ['start-query', 'OauthStart', 'OauthCallback', 'OauthToken', 'Authorizer'],
      ['start-query', '/aws/appsync/apis/apiapi-id'],
      ['start-query', 'OauthStart', 'OauthCallback', 'OauthToken', 'Authorizer'],
      ['tail', 'CountRanks'],
    ]);
  });
}
