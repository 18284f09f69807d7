import { describe, expect, it } from 'vitest';
import { dashboardOf, graphsOf, PRICES } from '../../infra/dashboard';
import { metricFault, regionOf, type Metric } from '../../infra/metrics';
import { manifest } from '../../resolvers/manifest';
import { AUTHORIZER, PER_MILLION } from '../support/prices';
import { givenResources } from './givenResources';
import { danglingDimensions } from './knownMetrics';
import { resourcesOf } from './policies';
import { SETTINGS, synthesize } from './synthesize';

const { prod, ada } = await synthesize(['prod', 'ada'], {
  settings: { ...SETTINGS, ada: { ALARM_EMAIL: 'ada@example.com' } },
});

interface Options {
  readonly stat?: string;
  readonly id?: string;
  readonly expression?: string;
  readonly visible?: boolean;
  readonly region?: string;
}

interface Widget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly properties: {
    readonly title: string;
    readonly region: string;
    readonly period: number;
    readonly metrics: readonly unknown[][];
  };
}

/** A row of a widget: `[namespace, name, dimension, value, …, options]`. */
function read(row: readonly unknown[]): { metric?: Metric; options: Options } {
  const [namespace, name, ...rest] = row.slice(0, -1) as string[];
  const options = row.at(-1) as Options;
  if (namespace === undefined) return { options };
  const dimensions = Object.fromEntries(
    rest.flatMap((each, i) => (i % 2 === 0 ? [[each, rest[i + 1]!]] : [])),
  );
  return { metric: { namespace, name: name!, dimensions }, options };
}

describe.each(Object.entries({ prod, ada }))('the dashboard of %s', (stage, deployment) => {
  const [dashboard, ...others] = resourcesOf(deployment, 'aws:cloudwatch/dashboard:Dashboard');
  const { dashboardName, dashboardBody } = dashboard!.properties as Record<string, string>;
  const { widgets } = JSON.parse(dashboardBody!) as { widgets: Widget[] };
  const rows = widgets.flatMap(({ properties }) => properties.metrics.map(read));

  it('is the only one, and named after the stage', () => {
    expect(others).toEqual([]);
    expect(dashboardName).toBe(`akasha-labs-${stage}-Overview`);
  });

  it('shows metrics that AWS or our functions report, of resources that exist', () => {
    for (const { metric, options } of rows) {
      if (!metric) continue;
      const line = JSON.stringify(metric);
      expect(metricFault(metric, options.stat!), line).toBeUndefined();
      expect(danglingDimensions(deployment, metric), line).toEqual([]);
    }
  });

  it('looks for each metric in the region that has it', () => {
    for (const { metric, options } of rows) {
      if (metric) expect(options.region).toBe(regionOf(metric.namespace));
    }
    expect(new Set(widgets.map(({ properties }) => properties.region))).toEqual(
      new Set(['ap-south-1']),
    );
  });

  it('computes only from metrics that are in the same graph', () => {
    for (const { properties } of widgets) {
      const lines = properties.metrics.map(read);
      const ids = lines.flatMap(({ options: { id } }) => id ?? []);
      expect(new Set(ids).size, properties.title).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^[a-z]\w*$/);
      const parts = lines.flatMap(({ options: { expression = '' } }) =>
        [...expression.matchAll(/METRICS\("(\w+)"\)/g)].map(([, part]) => part!),
      );
      // Hidden metrics count in exactly one expression.
      for (const id of ids) {
        expect(
          parts.filter((part) => id.includes(part)),
          id,
        ).toHaveLength(1);
      }
      for (const part of parts)
        expect(
          ids.some((id) => id.includes(part)),
          part,
        ).toBe(true);
    }
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  it('respects the limits of CloudWatch', () => {
    for (const { x, width, properties } of widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      expect(properties.metrics.length).toBeLessThanOrEqual(500);
    }
    expect(rows.length).toBeLessThanOrEqual(2_500);
    expect(new Set(widgets.map(({ x, y }) => `${x} ${y}`)).size).toBe(widgets.length);
  });

  it('compares all resolvers', () => {
    const compared = rows.flatMap(({ metric }) => metric?.dimensions['Resolver'] ?? []);
    expect(compared.sort()).toEqual(Object.keys(manifest).sort());
  });

  it('follows every table, every function on a stream, and each step of the sign-in', () => {
    const shown = (name: string, dimension: string) =>
      new Set(
        rows.flatMap(({ metric }) => (metric?.name === name ? metric.dimensions[dimension]! : [])),
      );
    const tables = resourcesOf(deployment, 'aws:dynamodb/table:Table');
    expect(shown('ConsumedWriteCapacityUnits', 'TableName').size).toBe(tables.length);
    const mappings = resourcesOf(
      deployment,
      'aws:lambda/eventSourceMapping:EventSourceMapping',
    ).map(({ properties }) => properties['functionName']);
    expect(shown('IteratorAge', 'FunctionName')).toEqual(new Set(mappings));
    expect(shown('SignIn', 'outcome')).toContain('signed_in');
  });
});

describe('the graphs', () => {
  it('include the firewall where there is one', () => {
    const titles = (more = {}) => graphsOf(givenResources(more)).map(({ title }) => title);
    const added = titles({ firewall: 'a-firewall' }).filter((title) => !titles().includes(title));
    expect(added).toEqual(["The API's firewall: requests"]);
  });

  it('read the CDN from us-east-1', () => {
    const { widgets } = dashboardOf(givenResources());
    const ofCdn = widgets
      .flatMap(({ properties }) => properties.metrics.map(read))
      .filter(({ metric }) => metric?.namespace === 'AWS/CloudFront');
    expect(ofCdn.length).toBeGreaterThan(3);
    for (const { metric, options } of ofCdn) {
      expect(metricFault(metric!, options.stat!)).toBeUndefined();
      expect(options.region).toBe('us-east-1');
    }
  });
});

describe('the saved queries', () => {
  const queries = resourcesOf(prod, 'aws:cloudwatch/queryDefinition:QueryDefinition').map(
    ({ properties }) =>
      properties as { name: string; logGroupNames: string[]; queryString: string },
  );

  it('are in a folder of the stage', () => {
    expect(queries.map(({ name }) => name).sort()).toEqual([
      'akasha-labs-prod/Cold starts',
      'akasha-labs-prod/Errors by type',
      'akasha-labs-prod/Refused sign-ins',
      'akasha-labs-prod/Slowest requests',
      'akasha-labs-prod/Slowest resolvers',
    ]);
  });

  it('read log groups that exist, and not more than Logs Insights accepts', () => {
    const groups = resourcesOf(prod, 'aws:cloudwatch/logGroup:LogGroup').map(
      ({ physicalName }) => physicalName,
    );
    for (const { name, logGroupNames } of queries) {
      expect(logGroupNames.length, name).toBeGreaterThan(0);
      expect(logGroupNames.length, name).toBeLessThanOrEqual(50);
      expect(groups, name).toEqual(expect.arrayContaining(logGroupNames));
    }
  });

  it('use the fields that the lines of their log groups have', () => {
    const REPORT = ['type', 'record.metrics.initDurationMs', 'record.status'];
    const LOGGER = ['level', 'message', 'error.name', 'errorType', 'event', 'reason'];
    const APPSYNC = ['logType', 'duration', 'parentType', 'fieldName', 'requestId', 'statusCode'];
    const known = [...REPORT, ...LOGGER, ...APPSYNC, 'latency', '@log', '@timestamp'];
    const WORDS =
      /\b(filter|fields|stats|sort|limit|desc|by|as|and|or|in|count|pct|max|bin|ispresent|coalesce)\b/g;
    for (const { name, queryString } of queries) {
      const text = queryString.replace(/^#.*$/gm, '').replace(/"[^"]*"|\b1h\b/g, '');
      const aliases = [...text.matchAll(/ as (\w+)/g)].map(([, alias]) => alias!);
      const used = text
        .replace(WORDS, ' ')
        .match(/@?[a-z][\w.]*/gi)!
        .filter((each) => !aliases.includes(each));
      for (const field of used) expect(known, name).toContain(field);
    }
  });
});

it('the prices of the dashboard are those of the documentation', () => {
  expect(PRICES).toEqual({
    requests: PER_MILLION.appsync,
    reads: PER_MILLION.read,
    writes: PER_MILLION.write,
    invocations: AUTHORIZER,
    http: 1.05,
  });
});
