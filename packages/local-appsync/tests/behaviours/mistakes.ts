import { unconfirmed, type Area, type Source } from './behaviour';
import { entry, evaluates, evaluations, fails, type Evaluation } from './evaluations';

const TEXT = unconfirmed(
  'no source shows whether AppSync converts an array, an object or a function to text; a refusal breaks more code',
);
const WORDS = unconfirmed(
  'a report shows the form of messages (aws/aws-appsync-community#328); the text is that of the engine used here',
);

/** Expressions that convert an array, an object or a function to a string or a number. */
const asText = [
  ['template-array', '`${[1]}`'],
  ['template-empty', '`${[]}`'],
  ['template-object', '`${{ a: 1 }}`'],
  ['template-args', '`${ctx.args}`'],
  ['template-function', '`${() => 1}`'],
  ['plus-array', "'' + [1]"],
  ['plus-array-left', "[1] + ''"],
  ['plus-arrays', '[1] + [2]'],
  ['plus-object', "'' + { a: 1 }"],
  ['join-arrays', '[[1], [2]].join()'],
  ['join-objects', "[{ a: 1 }].join('-')"],
  ['sort-objects', '[{ a: 2 }, { a: 1 }].sort()'],
  ['sort-arrays', '[[2], [1]].sort()'],
  ['concat', "'a'.concat([1])"],
  ['replace', "'a'.replace('a', [1])"],
  ['split', "'a,b'.split([','])"],
  ['raw', 'String.raw`${[1]}`'],
  ['key', '({ a: 1 })[[1]]'],
  ['equals', "['a'] == 'a'"],
  ['less', '[1] < 2'],
  ['number', '+[]'],
] as const;

/** Statements, the column where they fail (from 1, within the statements), and the message. */
const messages: readonly (readonly [id: string, body: string, column: number, message: string])[] =
  [
    [
      'parameter',
      'const f = (x) => { const { a } = x; return a; }; return f(null);',
      28,
      "Cannot destructure property 'a' of 'x' as it is null.",
    ],
    [
      'parameter-rest',
      'const f = (x) => { const { ...all } = x; return all; }; return f(null);',
      31,
      "Cannot destructure 'x' as it is null.",
    ],
    [
      'pattern',
      'const { a } = ctx.args.a ?? null; return a;',
      9,
      "Cannot destructure property 'a' of '(ctx.args.a ?? null)' as it is null.",
    ],
    [
      'call',
      'return (ctx.args.a ?? ctx.args.b ?? 5)();',
      39,
      '(ctx.args.a ?? ctx.args.b ?? 5) is not a function',
    ],
    [
      'call-of-member',
      "return ctx.args[ctx.args.a ?? 'b']();",
      35,
      "ctx.args[(ctx.args.a ?? 'b')] is not a function",
    ],
    ['call-typeof', 'return (typeof ctx)();', 20, '(typeof ctx) is not a function'],
    [
      'call-equality',
      'return (ctx.args.a === ctx.args.b)();',
      35,
      '(ctx.args.a === ctx.args.b) is not a function',
    ],
    [
      'call-inequality',
      'return (ctx.args.a !== ctx.args.b)();',
      35,
      '(ctx.args.a !== ctx.args.b) is not a function',
    ],
    [
      'call-negation',
      'return (!(ctx.args.a === ctx.args.b))();',
      38,
      '(!(ctx.args.a === ctx.args.b)) is not a function',
    ],
    ['spread', 'return [...(ctx.args.a ?? null)];', 13, '(ctx.args.a ?? null) is not iterable'],
    ['elements', 'const [a] = ctx.args.a ?? 5; return a;', 13, '(ctx.args.a ?? 5) is not iterable'],
    [
      'own-helper-name',
      'const $appsync = null; const f = (x) => { const { a } = x; }; return f($appsync);',
      51,
      "Cannot destructure property 'a' of 'x' as it is null.",
    ],
  ];

function says([id, body, column, message]: (typeof messages)[number], source: Source): Evaluation {
  const whole = `code.js:6:${column + 4}: TypeError: ${message}`;
  return {
    id: `MISTAKE-words-${id}`,
    says: `reports for \`${body}\`: ${message}`,
    source,
    body,
    outcome: {
      answer: (field) => ({
        body: {
          data: { [field]: null },
          errors: [entry(field, { errorType: 'Code', message: whole })],
        },
      }),
      evaluated: { error: whole },
    },
  };
}

export const mistakes: Area = {
  title: 'Mistakes in code',
  behaviours: evaluations([
    ...asText.map(([id, expression]) => fails(`MISTAKE-text-${id}`, TEXT, expression)),
    evaluates(
      'MISTAKE-text-values',
      TEXT,
      '[`${1.5}`, `${true}`, `${null}`, [1, true, null].join(), [3, 10, 2].sort()]',
      ['1.5', 'true', 'null', '1,true,', [10, 2, 3]],
    ),
    evaluates(
      'MISTAKE-text-json',
      TEXT,
      "`${JSON.stringify([1])}${[[1, 2], [3]].map((each) => each.join('-'))[0]}`",
      '[1]1-2',
    ),
    ...messages.map((each) => says(each, WORDS)),
  ]),
};
