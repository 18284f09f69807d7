import { expect, it } from 'vitest';
import { settle, type Look } from '../../ops/settle';

const still = (...differences: string[]): Look<string> => ({ isStill: true, differences });
const moving = (...differences: string[]): Look<string> => ({ isStill: false, differences });

const settled = (...looks: Look<string>[]) => settle(async () => looks.shift()!, 0);

it('is right as soon as a look at unchanging numbers finds no difference', async () => {
  expect(await settled(still())).toEqual({ verdict: 'right' });
  expect(await settled(still('one too many'), moving(), still())).toEqual({ verdict: 'right' });
});

it('is a drift when every look finds the same differences, and nothing changes', async () => {
  expect(await settled(still('two'), still('two'), still('two'))).toEqual({
    verdict: 'drift',
    differences: ['two'],
  });
});

it.each([
  ['each look finds something else', [still('one'), still('two'), still('two')]],
  ['something moves in the first look', [moving('one'), still('one'), still('one')]],
  ['something moves in a later look', [still('one'), still('one'), moving('one')]],
  ['nothing is wrong, and nothing stands still', [moving(), moving(), moving()]],
])('is busy when %s', async (_, looks) => {
  expect(await settled(...looks)).toEqual({ verdict: 'busy' });
});
