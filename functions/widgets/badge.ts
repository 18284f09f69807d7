import { badge } from '../lib/badge';
import { exerciseIdOf, readCounters } from '../lib/exerciseCounters';
import { widgetHandler } from '../lib/widgets';

const count = new Intl.NumberFormat('en');

/** `GET /v1/exercises/{id}/badge.svg`: a lab's title and how many people completed it. */
export const handler = widgetHandler(async ({ pathParameters }, deadline) => {
  const { title, completions } = await readCounters(exerciseIdOf(pathParameters), deadline);
  return {
    type: 'image/svg+xml; charset=utf-8',
    body: badge(title, `${count.format(completions)} completed`),
  };
});
