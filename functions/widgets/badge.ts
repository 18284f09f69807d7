import { badge } from '../lib/badge';
import { exerciseIdOf, readCounters } from '../lib/exerciseCounters';
import { widgetHandler } from '../lib/widgets';

const count = new Intl.NumberFormat('en');

/** `GET /v1/exercises/{id}/badge.svg`: an exercise's title and its number of completions. */
export const handler = widgetHandler(async ({ pathParameters }, deadline) => {
  const { title, completions } = await readCounters(exerciseIdOf(pathParameters), deadline);
  return {
    type: 'image/svg+xml; charset=utf-8',
    body: badge(title, `${count.format(completions)} completed`),
  };
});
