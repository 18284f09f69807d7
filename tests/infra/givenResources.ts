import { lambdas, type LambdaName } from '../../functions/manifest';
import { tableNames } from '../../local/config';
import type { StageResources } from '../../infra/stageResources';

/** Resources of a stage with invented names. */
export const givenResources = (more: Partial<StageResources> = {}): StageResources => ({
  stage: 'prod',
  api: 'an-api',
  httpApis: { rest: 'sign-in', widgets: 'widgets' },
  functions: Object.fromEntries(
    Object.keys(lambdas).map((name) => [name, { name, logs: `/aws/lambda/${name}` }]),
  ) as Record<LambdaName, { name: string; logs: string }>,
  tables: tableNames,
  deadLetters: 'a-queue',
  apiLogs: '/aws/appsync/apis/an-api',
  distribution: 'E1',
  ...more,
});
