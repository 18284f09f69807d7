import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorTypes } from '../../model/errors';

/** An error type of AppSync itself, which our code never returns. */
const APPSYNC_ERROR = 'Unauthorized';

it('the README lists every error type with its meaning', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const table = readme.split('\n\n').find((paragraph) => /^\| errorType /.test(paragraph))!;
  const [, , ...rows] = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()));
  const documented = rows.map(([, name = '', meaning]) => [name.replaceAll('`', ''), meaning]);
  expect(documented.filter(([name]) => name !== APPSYNC_ERROR)).toEqual(Object.entries(errorTypes));
});
