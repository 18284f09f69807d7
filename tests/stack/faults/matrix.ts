import { expect } from 'vitest';
import type { Database } from '../../support/database';
import type { Answer, ProductApi } from './givenProductApi';
import { operations, type Operation } from './operations';
import type { Person } from './people';

/** The results of one operation, during and after the fault. */
interface Cell {
  readonly operation: Operation;
  readonly person: Person;
  readonly during: Answer;
  readonly elapsedMs: number;
  readonly after: Answer;
}

/** Each operation that changes something has its own person. One person does all the reads. */
export const PEOPLE_NEEDED = 1 + operations.filter(({ changes }) => changes).length;

function shared(people: readonly Person[]): (readonly [Operation, Person])[] {
  const [reader, ...writers] = people;
  return operations.map((operation) => [operation, operation.changes ? writers.shift()! : reader!]);
}

/** Maximum time to give up a database on a busy machine, below the API's own 30 seconds. */
const ANSWER_MAX_MS = 15_000;

/** Runs every operation during the fault. */
export async function carryOut(api: ProductApi, people: readonly Person[]) {
  return Promise.all(
    shared(people).map(async ([operation, person]) => {
      const started = performance.now();
      const during = await api.ask(operation, person);
      return { operation, person, during, elapsedMs: performance.now() - started };
    }),
  );
}

/** Runs every operation again after the fault. */
export const repeat = (api: ProductApi, cells: readonly Omit<Cell, 'after'>[]): Promise<Cell[]> =>
  Promise.all(
    cells.map(async (cell) => ({ ...cell, after: await api.ask(cell.operation, cell.person) })),
  );

/** Every value in a result that is not null. */
const valuesIn = (data: unknown): unknown[] =>
  typeof data === 'object' && data !== null
    ? Object.values(data).flatMap(valuesIn)
    : [data].filter((value) => value !== null);

/**
 * Asserts that the operation failed in time with `Internal` or `Conflict`, without details of the
 * fault.
 */
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

/** Asserts that the operation works again and took effect exactly once, whatever the fault was. */
export async function expectWell(cell: Cell, database: Database): Promise<void> {
  const { operation, person, after } = cell;
  const answers = [operation.answer(person), ...(operation.repeated?.(person) ?? [])];
  expect(answers).toContainEqual(after);
  if (operation.isDone) expect(await operation.isDone(database, person)).toBe(true);
}
