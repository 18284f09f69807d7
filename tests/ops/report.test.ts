import { expect, it } from 'vitest';
import { exitCode } from '../../ops/report';
import type { Reconciliation } from '../../ops/reconcile';

const right: Reconciliation = {
  completions: 1,
  exercises: 1,
  people: 1,
  boards: 3,
  drifts: [],
  pending: [],
  arePendingCounted: false,
  busy: [],
};
const drift = { kind: 'tree', period: 'ALL', node: 'NODE#', counter: 'c001' } as const;
const wrong = { ...drift, found: 2, expected: 1 };
const pending = [{ period: 'ALL', userId: '1' }];

it.each<[string, Partial<Reconciliation>, number]>([
  ['everything is right', {}, 0],
  ['a drift is left', { drifts: [{ ...wrong, isRepaired: false }] }, 2],
  ['every drift was repaired', { drifts: [{ ...wrong, isRepaired: true }] }, 0],
  ['somebody is not ranked yet', { pending }, 2],
  ['everybody who was not ranked is now', { pending, arePendingCounted: true }, 0],
  ['something changed on every read', { busy: ['the ranks of ALL'] }, 2],
])('the exit code when %s', (_, change, code) => {
  expect(exitCode({ ...right, ...change })).toBe(code);
});
