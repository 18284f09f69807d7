import type { Series } from './totals';

/** The value of `Content-Type`. */
export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * The series in Prometheus's text format: a counter for each metric with the unit Count, and a
 * summary with gauges of the minimum and maximum for each of the others.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function prometheusText(all: readonly Readonly<Series>[]): string {
  const lines: string[] = [];
  for (const name of new Set(all.map((series) => series.name))) {
    const some = all.filter((series) => series.name === name);
    const base = `akasha_labs_${snakeCase(name)}`;
    const family = (type: string, metric: string, samples: Record<string, keyof Series>) => {
      lines.push(`# TYPE ${metric} ${type}`);
      for (const series of some) {
        for (const [suffix, key] of Object.entries(samples)) {
          lines.push(`${metric}${suffix}${labelsOf(series)} ${String(series[key])}`);
        }
      }
    };
    if (some[0]!.unit === 'Count') {
      family('counter', `${base}_total`, { '': 'sum' });
    } else {
      const metric = `${base}_${some[0]!.unit.toLowerCase()}`;
      family('summary', metric, { _sum: 'sum', _count: 'count' });
      family('gauge', `${metric}_min`, { '': 'min' });
      family('gauge', `${metric}_max`, { '': 'max' });
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** `sign_in` for `SignIn` */
const snakeCase = (name: string): string =>
  name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

const labelsOf = ({ dimensions }: Readonly<Series>): string =>
  `{${Object.entries(dimensions)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',')}}`;
