import { expect } from 'vitest';
import type { Database } from '../../support/database';
import type { Answer, ProductApi } from './givenProductApi';
import { operations, type Operation } from './operations';
import type { Person } from './people';

/** What became of an operation. */
interface Cell {
  readonly operation: Operation;
  readonly person: Person;
  readonly during: Answer;
  readonly elapsedMs: number;
  readonly after: Answer;
}

/** Everybody who changes something is somebody else; one person reads. */
export const PEOPLE_NEEDED = 1 + operations.filter(({ changes }) => changes).length;

function shared(people: readonly Person[]): (readonly [Operation, Person])[] {
  const [reader, ...writers] = people;
  return operations.map((operation) => [operation, operation.changes ? writers.shift()! : reader!]);
}

/** What the API may take to give a database up, on a busy machine: less than its own 30 seconds. */
const ANSWER_MAX_MS = 15_000;

/** Carries every operation out while something is wrong. */
export async function carryOut(api: ProductApi, people: readonly Person[]) {
  return Promise.all(
    shared(people).map(async ([operation, person]) => {
      const started = performance.now();
      const during = await api.ask(operation, person);
      return { operation, person, during, elapsedMs: performance.now() - started };
    }),
  );
}

/** Carries them out once more, when nothing is wrong any longer. */
export const repeat = (api: ProductApi, cells: readonly Omit<Cell, 'after'>[]): Promise<Cell[]> =>
  Promise.all(
    cells.map(async (cell) => ({ ...cell, after: await api.ask(cell.operation, cell.person) })),
  );

/** Every value in an answer that is not null. */
const valuesIn = (data: unknown): unknown[] =>
  typeof data === 'object' && data !== null
    ? Object.values(data).flatMap(valuesIn)
    : [data].filter((value) => value !== null);

/** It was answered in time, and nothing but that something went wrong, with no word of what. */
export function expectRefusal({ during, elapsedMs }: Omit<Cell, 'after'>): void {
  expect(elapsedMs).toBeLessThan(ANSWER_MAX_MS);
  expect(valuesIn(during.data)).toEqual([]);
  expect(during.errors).not.toBeUndefined();
  for (const error of during.errors ?? []) {
    expect(['Internal', 'Conflict']).toContain('errorType' in error ? error.errorType : null);
    expect(error.message).not.toMatch(/127\.0\.0\.1|akasha-labs-local|socket|ECONN|timeout|abort/i);
  }
}

export function expectAnswer({ operation, person, during }: Cell): void {
  expect(during).toEqual(operation.answer(person));
}

/** It works again, and whatever was wrong, it was carried out once. */
export async function expectWell(cell: Cell, database: Database): Promise<void> {
  const { operation, person, after } = cell;
  const answers = [operation.answer(person), ...(operation.repeated?.(person) ?? [])];
  expect(answers).toContainEqual(after);
  if (operation.isDone) expect(await operation.isDone(database, person)).toBe(true);
}
