import { createHash } from 'node:crypto';
import { metrics, type MetricName } from '../../model/metrics';
import type { Series } from './totals';

const style = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --ground: #f6f8fa; --link: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --line: #3d444d; --paper: #151b23; --ground: #0d1117; --link: #4493f8; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.3; }
p { margin: 0 0 1.25rem; color: var(--soft); }
section { margin: 0 0 1rem; padding: 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
h2 { margin: 0; font-size: 1.0625rem; }
section p { margin: 0 0 .5rem; font-size: .875rem; }
section p:last-child { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
th, td { padding: .375rem 0 .375rem .75rem; border-top: 1px solid var(--line); text-align: right; vertical-align: top; }
th { color: var(--soft); font-size: .8125rem; font-weight: 500; }
th:first-child, td:first-child { padding-left: 0; text-align: left; overflow-wrap: anywhere; }
td + td { white-space: nowrap; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** No scripts, no frames, nothing from other origins. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
};

/** The page that shows every metric, including those without data. */
export const metricsPage = (all: readonly Readonly<Series>[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Metrics · akasha-labs</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Metrics</h1>
<p>What the functions of this stack have reported since it started. A deployed stage has them in CloudWatch. <a href="/metrics">Reload</a></p>
${(Object.keys(metrics) as MetricName[])
  .map((name) =>
    section(
      name,
      all.filter((series) => series.name === name),
    ),
  )
  .join('\n')}
</main>
</body>
</html>
`;

const section = (name: MetricName, some: readonly Readonly<Series>[]): string => `<section>
<h2>${name}</h2>
<p>${escapeHtml(capitalized(metrics[name].meaning).replaceAll('`', ''))}.</p>
${some.length === 0 ? '<p>No data.</p>' : table(name, some)}
</section>`;

const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function table(name: MetricName, some: readonly Readonly<Series>[]): string {
  const { unit, dimension = undefined }: { unit: string; dimension?: string } = metrics[name];
  const isCount = unit === 'Count';
  const head = [dimension ?? 'all', ...(isCount ? ['values', 'sum'] : ['values', 'mean', 'max'])];
  const rows = some.map(({ dimensions, count, sum, max }) => [
    dimension === undefined ? 'all' : dimensions[dimension]!,
    String(count),
    ...(isCount ? [String(sum)] : [milliseconds(sum / count), milliseconds(max)]),
  ]);
  const line = (cell: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${cell}>${escapeHtml(text)}</${cell.slice(0, 2)}>`).join('')}</tr>`;
  const lines = [line('th scope="col"', head), ...rows.map((texts) => line('td', texts))];
  return `<table>\n${lines.join('\n')}\n</table>`;
}

const milliseconds = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
