import { describe, expect, it } from 'vitest';
import { lambdas } from '../../functions/manifest';
import type { Deployment } from './deployment';
import { resourceOf, resourcesOf, roleGrants } from './policies';
import { deployFaults } from './serviceModels/deployFaults';
import { synthesize } from './synthesize';

const { quiet, untraced } = await synthesize(['quiet', 'untraced'], {
  settings: { quiet: { ENABLE_LOGGING: 'false' }, untraced: { ENABLE_XRAY: 'false' } },
});

const api = (deployment: Deployment) =>
  resourcesOf(deployment, 'aws:appsync/graphQLApi:GraphQLApi')[0]!.properties;

const fieldLogLevel = (deployment: Deployment) =>
  (api(deployment)['logConfig'] as { fieldLogLevel: string }).fieldLogLevel;

/** The different values of a property of all functions. */
function ofFunctions(deployment: Deployment, read: (properties: object) => unknown): unknown[] {
  const all = resourcesOf(deployment, 'aws:lambda/function:Function');
  expect(all).toHaveLength(Object.keys(lambdas).length);
  return [...new Set(all.map(({ properties }) => JSON.stringify(read(properties))))].map(
    (text) => JSON.parse(text) as unknown,
  );
}

const levelsOf = (deployment: Deployment) =>
  ofFunctions(deployment, (properties) => {
    const { loggingConfig } = properties as { loggingConfig: Record<string, string> };
    const { logFormat, applicationLogLevel, systemLogLevel } = loggingConfig;
    return [logFormat, applicationLogLevel, systemLogLevel];
  });

const variable = (deployment: Deployment, name: string) =>
  ofFunctions(deployment, (properties) => {
    const { environment } = properties as { environment: { variables: Record<string, string> } };
    return environment.variables[name] ?? null;
  });

const modesOf = (deployment: Deployment) =>
  ofFunctions(
    deployment,
    (properties) => (properties as { tracingConfig: { mode: string } }).tracingConfig.mode,
  );

/** The functions whose role may send traces. */
const tracers = (deployment: Deployment) =>
  Object.keys(lambdas).filter((name) =>
    roleGrants(deployment, `${name}Role`).some(({ action }) => action === 'xray:PutTraceSegments'),
  );

const accessLogs = (deployment: Deployment) =>
  ['RestStage', 'WidgetsStage'].map(
    (name) =>
      resourceOf(deployment, 'aws:apigatewayv2/stage:Stage', name).properties['accessLogSettings'],
  );

it.each(Object.entries({ quiet, untraced }))('AWS’s models accept: %s', (_, deployment) => {
  expect(deployFaults(deployment)).toEqual([]);
});

it('every function knows the stage, which is a dimension of its metrics', () => {
  const app = { name: 'akasha-labs', stage: 'untraced' };
  expect(variable(untraced, 'SST_RESOURCE_App')).toEqual([JSON.stringify(app)]);
});

describe('ENABLE_LOGGING', () => {
  it('is on by default: requests, platform events and metrics are logged', () => {
    expect(levelsOf(untraced)).toEqual([['JSON', 'INFO', 'INFO']]);
    expect(variable(untraced, 'POWERTOOLS_METRICS_DISABLED')).toEqual([null]);
    expect(fieldLogLevel(untraced)).toBe('ALL');
    for (const log of accessLogs(untraced)) expect(log).toHaveProperty('destinationArn');
  });

  it('false leaves only errors, and no access log', () => {
    expect(levelsOf(quiet)).toEqual([['JSON', 'ERROR', 'WARN']]);
    expect(variable(quiet, 'POWERTOOLS_METRICS_DISABLED')).toEqual(['true']);
    expect(fieldLogLevel(quiet)).toBe('ERROR');
    expect(accessLogs(quiet)).toEqual([undefined, undefined]);
  });
});

describe('ENABLE_XRAY', () => {
  it('is on by default: the API and every function send traces', () => {
    expect(api(quiet)['xrayEnabled']).toBe(true);
    expect(modesOf(quiet)).toEqual(['Active']);
    expect(tracers(quiet)).toEqual(Object.keys(lambdas));
  });

  it('false stops traces, and takes the permission to send them', () => {
    expect(api(untraced)['xrayEnabled']).toBe(false);
    expect(modesOf(untraced)).toEqual(['PassThrough']);
    expect(tracers(untraced)).toEqual([]);
  });
});
