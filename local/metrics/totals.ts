import type { EmfOutput } from '@aws-lambda-powertools/metrics/types';

/** Everything that was reported of one metric with the same values of its dimensions. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  count: number;
  sum: number;
  min: number;
  max: number;
}

export interface Totals {
  add(document: EmfOutput): void;
  /** By name, then in the order in which they were first reported. */
  list(): readonly Readonly<Series>[];
}

/**
 * Maximum number of series. Ours are a few dozen; a dimension that had a value for each request
 * would otherwise use up the memory. On CloudWatch, it would use up the budget.
 */
const SERIES_MAX = 500;

/**
 * Sums documents in CloudWatch's embedded metric format, as CloudWatch does: each metric once for
 * each set of dimensions. A value is a number or an array of numbers.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createTotals(): Totals {
  const all = new Map<string, Series>();

  function seriesOf(name: string, unit: string, dimensions: Series['dimensions']) {
    const key = JSON.stringify([name, dimensions]);
    const known = all.get(key);
    if (known || all.size === SERIES_MAX) return known;
    const series = { name, unit, dimensions, count: 0, sum: 0, min: Infinity, max: -Infinity };
    all.set(key, series);
    return series;
  }

  return {
    add(document) {
      for (const { Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
        for (const { Name, Unit } of Metrics) {
          for (const names of Dimensions) {
            const dimensions = names.map((name) => [name, String(document[name])]);
            const series = seriesOf(Name, Unit, Object.fromEntries(dimensions));
            if (series) for (const value of numbersIn(document[Name])) count(series, value);
          }
        }
      }
    },
    list: () => [...all.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
  };
}

function count(series: Series, value: number): void {
  series.count += 1;
  series.sum += value;
  series.min = Math.min(series.min, value);
  series.max = Math.max(series.max, value);
}

const numbersIn = (value: unknown): number[] =>
  [value].flat().filter((each): each is number => typeof each === 'number');
