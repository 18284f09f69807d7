import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** Takes the engine a few milliseconds at most. */
const STEPS_MAX = 100_000;

const parser = new RegExpParser();

/** The rest of an expression, at one position of a text. */
interface Rest {
  /** Maximum number of engine steps until it matches or fails. */
  readonly steps: number;
  /** The same, if it cannot begin with the next character. */
  readonly refusal: number;
  /** Characters that it can begin with: an empty string for the end of the text, null for any. */
  readonly begins: readonly string[] | null;
}

const END = '';
const NOTHING: Rest = { steps: 1, refusal: 1, begins: null };
const UNKNOWN: Rest = { steps: Infinity, refusal: Infinity, begins: null };

/**
 * Whether matching an expression takes at most a fixed number of engine steps, for any text of this
 * length, with or without a match.
 *
 * The bound is the size of the backtracking tree: each alternative and each number of repetitions
 * is followed by the entire rest of the expression. Nested or consecutive repetitions make it large
 * for long texts, unless the rest begins with a character that is not repeated: then it fails at
 * once at all positions but one. Expressions that the bound does not cover (backreferences,
 * lookbehind) are never cheap.
 */
export function isCheap(expression: RegExp, length: number): boolean {
  const { source, flags, sticky, unicode, multiline } = expression;
  const starts = sticky ? 1 : length + 1;
  const budget = STEPS_MAX / starts;
  // Nested repetitions can also take long to analyse.
  let looks = 0;

  function either(alternatives: readonly AST.Alternative[], after: Rest): Rest {
    const rests = alternatives.map(({ elements }) =>
      elements.reduceRight((rest, element) => before(element, rest), after),
    );
    return {
      steps: rests.reduce((sum, { steps }) => sum + steps, 1),
      refusal: rests.reduce((sum, { refusal }) => sum + refusal, 1),
      begins: rests.map(({ begins }) => begins).reduce(both),
    };
  }

  /** An element, followed by the rest. */
  function before(element: AST.Element, after: Rest): Rest {
    looks += 1;
    if (looks > budget || after.steps > budget) return UNKNOWN;
    switch (element.type) {
      case 'Character':
        return {
          steps: 1 + after.steps,
          refusal: 1,
          begins: [String.fromCodePoint(element.value)],
        };
      case 'CharacterSet':
      case 'CharacterClass':
        return { steps: 1 + after.steps, refusal: 1, begins: null };
      case 'Group':
      case 'CapturingGroup':
        return either(element.alternatives, after);
      case 'Assertion':
        return asserted(element, after);
      case 'Quantifier':
        return repeated(element, after);
      case 'Backreference':
      case 'ExpressionCharacterClass':
        return UNKNOWN;
    }
  }

  function asserted(element: AST.Assertion, after: Rest): Rest {
    const isEnd = element.raw === '(?![^])' || (element.kind === 'end' && !multiline);
    if (isEnd) return { steps: 1 + after.steps, refusal: 1, begins: [END] };
    if (element.kind === 'lookbehind') return UNKNOWN;
    if (element.kind !== 'lookahead') {
      return { steps: 1 + after.steps, refusal: 1 + after.refusal, begins: after.begins };
    }
    const ahead = either(element.alternatives, NOTHING);
    return {
      steps: ahead.steps + after.steps,
      refusal: ahead.steps + after.refusal,
      begins: (element.negate ? null : ahead.begins) ?? after.begins,
    };
  }

  function repeated({ element, min, max }: AST.Quantifier, after: Rest): Rest {
    // Beyond the minimum, a repetition that consumes no character ends the loop.
    const most = Math.max(min, Math.min(max, length));
    const first = before(element, after);
    // If several repetitions are required, each may consume no character.
    const isClear = isOne(element) || min <= 1;
    const again: Omit<Rest, 'steps'> = {
      refusal: 1 + first.refusal + after.refusal,
      begins: isClear ? both(first.begins, after.begins) : null,
    };
    const begins = min === 0 ? again.begins : isClear ? first.begins : null;
    if (isOne(element) && after.begins && excludes(element, after.begins)) {
      return { ...again, begins, steps: (most + 1) * (1 + after.refusal) + after.steps };
    }
    let { steps } = after;
    for (let i = 0; i < most && steps <= budget; i += 1) {
      steps = before(element, { ...again, steps }).steps + after.steps;
    }
    return { ...again, begins, steps };
  }

  /** Whether a single-character element matches none of these characters. */
  function excludes({ raw }: AST.Element, characters: readonly string[]): boolean {
    return characters.every(
      (character) => character === END || !new RegExp(`^${raw}$`, flags).test(character),
    );
  }

  const { alternatives } = parser.parsePattern(source, undefined, undefined, { unicode });
  return either(alternatives, NOTHING).steps <= budget;
}

const isOne = ({ type }: AST.Element): boolean =>
  ['Character', 'CharacterSet', 'CharacterClass'].includes(type);

const both = (a: Rest['begins'], b: Rest['begins']): Rest['begins'] => a && b && [...a, ...b];
