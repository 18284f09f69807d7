import { describe, expect, it } from 'vitest';
import { CodeError, loadCode } from '../../src/evaluator';
import { checkTypes, type TypeRefusal } from '../../src/typeCheck';
import { areas } from '../behaviours/areas';

/** Compiler codes with the same meaning and advice: names in other libraries, similar names. */
const ADVICE: Readonly<Record<string, readonly string[]>> = {
  TS2304: ['TS2583', 'TS2584', 'TS2591', 'TS2592', 'TS2593', 'TS2693', 'TS2868'],
  TS2305: ['TS2724'],
  TS2339: ['TS2551'],
};

/** Every piece of code that loading is known to refuse, by the id of its behaviour. */
const refused: Readonly<Record<string, string>> = Object.fromEntries(
  areas
    .flatMap(({ behaviours }) => behaviours)
    .flatMap((behaviour) =>
      'evaluates' in behaviour && behaviour.evaluates && 'refused' in behaviour.evaluates.expected
        ? [[behaviour.id, behaviour.evaluates.code]]
        : [],
    ),
);

function refusalOf(code: string): CodeError {
  try {
    loadCode(code, 'code.js');
  } catch (error) {
    if (error instanceof CodeError) return error;
    throw error;
  }
  throw new Error('the code was loaded');
}

const refusals = Object.entries(refused)
  .map(([id, code]) => [id, code, refusalOf(code)] as const)
  .filter(([, , { rule }]) => rule?.startsWith('TS'));

let checked: readonly TypeRefusal[] | undefined;
const checkedOf = (id: string) =>
  (checked ??= checkTypes(refused)).filter(({ code }) => code === id);

describe('refusals of loading with a compiler code', () => {
  it('have exactly the codes that occur in behaviours', () => {
    const rules = new Set(refusals.map(([, , { rule }]) => rule));
    expect([...rules].sort()).toEqual([
      ...[
        'TS18004',
        'TS2304',
        'TS2305',
        'TS2307',
        'TS2339',
        'TS2539',
        'TS2588',
        'TS2630',
        'TS2632',
      ],
    ]);
  });

  it.each(refusals)('match the type check at the same position: %s', (id, _code, refusal) => {
    const { position, rule = '', errorType } = refusal;
    expect(errorType).toBe('PARSE_ERROR');
    const found = checkedOf(id).find(
      (each) => each.position.line === position.line && each.position.column === position.column,
    );
    expect([rule, ...(ADVICE[rule] ?? [])]).toContain(found?.rule);
  });
});
