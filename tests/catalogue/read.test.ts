import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CatalogueError, readCatalogue } from '../../catalogue/read';
import { exercise, type Files, hash, selfReported, withCatalogue } from './catalogueFiles';

const yml = 'exercises/stars/exercise.yml';
const stars = (changes: Record<string, unknown>) => exercise('stars', 10, changes);
const text = (yaml: string): Files => ({ ...stars({}), 'stars/exercise.yml': yaml });
const wrongList = (field: string, range: string, kind: string) =>
  `${yml}: ${field} must be a list of ${range} unique ${kind}`;

const tooLong =
  `${yml}: title, summary and tags are too long: ` +
  'shorten them to at most 480 bytes in total, with title and summary counted twice';

/** The maximum text of a card: title and summary twice, with a space between, and the tag. */
const longest = {
  title: 'x'.repeat(60),
  summary: 'x'.repeat(140),
  tags: ['x'.repeat(480 - 2 * (60 + 140) - 1)],
};

const broken: [name: string, files: Files, ...message: string[]][] = [
  ['an unknown field', stars({ dificulty: 'EASY' }), `${yml}: unknown field "dificulty"`],
  [
    'an unknown field of the verification',
    stars({ verification: { kind: 'ANSWER', hash, salt: 'x' } }),
    `${yml}: unknown field "verification.salt"`,
  ],
  [
    'a hash nobody compares',
    stars({ ...selfReported, verification: { kind: 'SELF_REPORTED', hash } }),
    `${yml}: unknown field "verification.hash"`,
  ],
  ['a missing field', stars({ title: undefined }), `${yml}: title is missing`],
  ['an id of the wrong type', stars({ id: 7 }), idRule(yml)],
  ['an id in capitals', stars({ id: 'Stars' }), idRule(yml)],
  ['an id with two hyphens in a row', stars({ id: 'sta--rs' }), idRule(yml)],
  ['a folder whose name is too short', exercise('it', 10), idRule('exercises/it/exercise.yml')],
  [
    'a folder whose name is too long',
    exercise('s'.repeat(41), 10),
    idRule(`exercises/${'s'.repeat(41)}/exercise.yml`),
  ],
  [
    'a title that is too long',
    stars({ title: 'x'.repeat(61) }),
    `${yml}: title must be one line of 1 to 60 characters`,
  ],
  ['an empty title', stars({ title: '' }), `${yml}: title must be one line of 1 to 60 characters`],
  [
    'a summary of two lines',
    stars({ summary: 'one\ntwo' }),
    `${yml}: summary must be one line of 1 to 140 characters`,
  ],
  [
    'a summary that is too long',
    stars({ summary: 'x'.repeat(141) }),
    `${yml}: summary must be one line of 1 to 140 characters`,
  ],
  [
    'an unheard-of difficulty',
    stars({ difficulty: 'beginner' }),
    `${yml}: difficulty must be BEGINNER, INTERMEDIATE or ADVANCED`,
  ],
  [
    'a card of three-byte letters, each within its limit',
    stars({ title: '星'.repeat(30), summary: '星'.repeat(60) }),
    tooLong,
  ],
  ['a tag that is too long', stars({ tags: ['x'.repeat(500)] }), tooLong],
  ['text that is one byte too long', stars({ ...longest, tags: [`x${longest.tags[0]}`] }), tooLong],
  [
    'instructions that are too long',
    { ...stars({}), 'stars/instructions.md': 'é'.repeat(2_001) },
    'exercises/stars/instructions.md: has 4002 bytes; the maximum is 4000',
  ],
  ['no tags', stars({ tags: [] }), wrongList('tags', '1 to 5', 'lowercase words')],
  [
    'too many tags',
    stars({ tags: ['a', 'b', 'c', 'd', 'e', 'f'] }),
    wrongList('tags', '1 to 5', 'lowercase words'),
  ],
  [
    'tags in capitals, said once',
    stars({ tags: ['Sky', 'Night Sky'] }),
    wrongList('tags', '1 to 5', 'lowercase words'),
  ],
  ['a tag twice', stars({ tags: ['sky', 'sky'] }), wrongList('tags', '1 to 5', 'lowercase words')],
  ['tags that are no list', stars({ tags: 'sky' }), wrongList('tags', '1 to 5', 'lowercase words')],
  [
    'too many prerequisites',
    stars({ prerequisites: ['one', 'two', 'three'] }),
    wrongList('prerequisites', '0 to 2', 'exercise ids'),
  ],
  [
    'a prerequisite that cannot be an id',
    stars({ prerequisites: ['The Moons'] }),
    wrongList('prerequisites', '0 to 2', 'exercise ids'),
  ],
  [
    'too many points',
    stars({ points: 101 }),
    `${yml}: points must be a whole number from 0 to 100`,
  ],
  ['half a point', stars({ points: 0.5 }), `${yml}: points must be a whole number from 0 to 100`],
  [
    'points as text',
    stars({ points: '10' }),
    `${yml}: points must be a whole number from 0 to 100`,
  ],
  [
    'points for what nobody verifies',
    stars({ ...selfReported, points: 10 }),
    `${yml}: points must be 0 for SELF_REPORTED, and at least 1 for ANSWER`,
  ],
  [
    'an answer worth nothing',
    stars({ points: 0 }),
    `${yml}: points must be 0 for SELF_REPORTED, and at least 1 for ANSWER`,
  ],
  [
    'no time at all',
    stars({ estimatedMinutes: 0 }),
    `${yml}: estimatedMinutes must be a whole number from 1 to 240`,
  ],
  [
    'too much time',
    stars({ estimatedMinutes: 241 }),
    `${yml}: estimatedMinutes must be a whole number from 1 to 240`,
  ],
  [
    'a position before the first',
    stars({ position: -1 }),
    `${yml}: position must be a whole number from 0 to 999999`,
  ],
  [
    'an unheard-of verification',
    stars({ verification: { kind: 'MAGIC' } }),
    `${yml}: verification.kind must be ANSWER or SELF_REPORTED`,
  ],
  ...[0, 1_000, 1.5, '2'].map((version): [string, Files, string] => [
    `the version ${JSON.stringify(version)}`,
    stars({ version }),
    `${yml}: version must be a whole number from 1 to 999`,
  ]),
  ...[0, 65, 1.5, '32'].map((variants): [string, Files, string] => [
    `${JSON.stringify(variants)} variants`,
    stars({ verification: { kind: 'ANSWER', hash, variants } }),
    `${yml}: verification.variants must be a whole number from 1 to 64`,
  ]),
  [
    'variants of what nobody verifies',
    stars({ ...selfReported, verification: { kind: 'SELF_REPORTED', variants: 2 } }),
    `${yml}: unknown field "verification.variants"`,
  ],
  [
    'a verification that is a word',
    stars({ verification: 'ANSWER' }),
    `${yml}: verification must be a mapping`,
  ],
  ['no verification', stars({ verification: undefined }), `${yml}: verification is missing`],
  [
    'an answer without its hash',
    stars({ verification: { kind: 'ANSWER' } }),
    `${yml}: verification.hash is missing`,
  ],
  [
    'a hash in capitals',
    stars({ verification: { kind: 'ANSWER', hash: hash.toUpperCase() } }),
    `${yml}: verification.hash must be 64 lowercase hexadecimal digits`,
  ],
  ['an empty card', text(''), `${yml}: must be a mapping of fields`],
  ['a list for a card', text('- id: stars\n'), `${yml}: must be a mapping of fields`],
  [
    'YAML that does not parse',
    text('id: stars\ntitle: "Count\n'),
    `${yml}: invalid YAML at line 3: Missing closing "quote`,
  ],
  [
    'a field twice',
    text('id: stars\ntitle: One\nid: stars\n'),
    `${yml}: invalid YAML at line 3: Map keys must be unique`,
  ],
  [
    'an alias',
    text('id: &name stars\ntitle: *name\n'),
    `${yml}: invalid YAML at line 2: Aliases are not allowed`,
  ],
  ...['exercise.yml', 'instructions.md', 'verify.sh', 'solution/solve.sh'].map(
    (file): [string, Files, string] => [
      `no ${file}`,
      { ...stars({}), [`stars/${file}`]: undefined },
      `exercises/stars/${file}: is missing`,
    ],
  ),
  ...['instructions.md', 'verify.sh', 'solution/solve.sh'].map((file): [string, Files, string] => [
    `an empty ${file}`,
    { ...stars({}), [`stars/${file}`]: '' },
    `exercises/stars/${file}: is empty`,
  ]),
  [
    'a folder in place of exercise.yml',
    { ...stars({}), 'stars/exercise.yml': undefined, 'stars/exercise.yml/x': '' },
    `${yml}: cannot be read (EISDIR)`,
  ],
  [
    'an id that is not the name of the folder',
    stars({ id: 'moons' }),
    `${yml}: id "moons" must be the name of its folder`,
  ],
  [
    'an id twice, once in its own folder',
    { ...exercise('moons', 10, { id: 'stars' }), ...exercise('stars', 20) },
    `exercises/moons/exercise.yml: id "stars" is already used by ${yml}`,
  ],
  [
    'an id twice, in neither folder its own',
    { ...exercise('moons', 10, { id: 'suns' }), ...exercise('stars', 20, { id: 'suns' }) },
    'exercises/moons/exercise.yml: id "suns" must be the name of its folder',
    `${yml}: id "suns" is already used by exercises/moons/exercise.yml`,
  ],
  [
    'a position twice',
    { ...exercise('moons', 10), ...exercise('stars', 10) },
    `${yml}: position 10 is already used by exercises/moons/exercise.yml`,
  ],
  [
    'a prerequisite that does not exist',
    stars({ prerequisites: ['moons'] }),
    `${yml}: prerequisite "moons" does not exist`,
  ],
  [
    'an exercise that requires itself',
    stars({ prerequisites: ['stars'] }),
    `${yml}: lists itself as a prerequisite`,
  ],
  [
    'a circle of two',
    {
      ...exercise('moons', 10, { prerequisites: ['stars'] }),
      ...exercise('stars', 20, { prerequisites: ['moons'] }),
    },
    'exercises/moons/exercise.yml: prerequisites form a cycle: moons -> stars -> moons',
  ],
  [
    'a circle of three, entered from outside',
    {
      ...exercise('atoms', 10, { prerequisites: ['suns'] }),
      ...exercise('moons', 20, { prerequisites: ['stars'] }),
      ...exercise('stars', 30, { prerequisites: ['suns'] }),
      ...exercise('suns', 40, { prerequisites: ['moons'] }),
    },
    'exercises/suns/exercise.yml: prerequisites form a cycle: suns -> moons -> stars -> suns',
  ],
  [
    'more points than ranks have room for',
    Object.assign(
      {},
      ...Array.from({ length: 221 }, (_, i) => exercise(`exercise-${i}`, i, { points: 100 })),
    ),
    'the 221 exercises are worth 22100 points in total; the maximum is 22000',
  ],
  [
    'a stray file',
    { ...stars({}), 'notes.txt': 'x', README: 'x', 'README.md': 'x' },
    'exercises/notes.txt: is not an exercise folder; remove it',
  ],
  [
    'a folder that is no exercise',
    { ...stars({}), 'shared/x.sh': 'x' },
    ...['exercise.yml', 'instructions.md', 'verify.sh', 'solution/solve.sh'].map(
      (file) => `exercises/shared/${file}: is missing`,
    ),
  ],
  [
    'much at once: each problem a line, always in the same order',
    {
      ...exercise('stars', 10, { points: 'many', zeal: 1, title: '' }),
      ...exercise('moons', 20, { prerequisites: ['comets', 'stars'] }),
      ...exercise('suns', 20),
      'moons/verify.sh': undefined,
      'a.txt': 'x',
    },
    'exercises/a.txt: is not an exercise folder; remove it',
    'exercises/moons/verify.sh: is missing',
    `${yml}: title must be one line of 1 to 60 characters`,
    `${yml}: points must be a whole number from 0 to 100`,
    `${yml}: unknown field "zeal"`,
    'exercises/suns/exercise.yml: position 20 is already used by exercises/moons/exercise.yml',
    'exercises/moons/exercise.yml: prerequisite "comets" does not exist',
  ],
];

function idRule(file: string) {
  return `${file}: id must be 3 to 40 lowercase letters, digits and single hyphens`;
}

describe('a catalogue is refused for', () => {
  it.each(broken)('%s', async (_, files, ...message) => {
    await withCatalogue(files, async (dir) => {
      const error: unknown = await readCatalogue(dir).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(CatalogueError);
      expect(error).toMatchObject({ name: 'CatalogueError', message: message.join('\n') });
      expect(error).toHaveProperty('problems', message);
    });
  });

  it('a missing folder', async () => {
    await withCatalogue({}, async (dir) => {
      await expect(readCatalogue(join(dir, 'none'))).rejects.toThrow(
        new CatalogueError(['none: is missing']),
      );
    });
  });
});

describe('a catalogue is read', () => {
  it('with the maximum amount of text', () =>
    withCatalogue(
      { ...stars(longest), 'stars/instructions.md': 'é'.repeat(2_000) },
      async (dir) => {
        expect(await readCatalogue(dir)).toMatchObject([longest]);
      },
    ));

  it('with its instructions, ordered by position', async () => {
    const files = {
      ...exercise('moons', 100, { prerequisites: ['stars', 'suns'] }),
      ...exercise('stars', 20, selfReported),
      ...exercise('suns', 3),
      'README.md': 'How to write an exercise.\n',
      'stars/files/sky.txt': 'an exercise may ship what it likes\n',
    };
    await withCatalogue(files, async (dir) => {
      const exercises = await readCatalogue(dir);
      expect(exercises.map(({ id }) => id)).toEqual(['suns', 'stars', 'moons']);
      const { bundle, ...stars } = exercises[1]!;
      expect(bundle.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(stars).toEqual({
        id: 'stars',
        title: 'Count the stars',
        summary: 'Find out how many there are.',
        difficulty: 'BEGINNER',
        tags: ['counting', 'night-sky'],
        points: 0,
        estimatedMinutes: 15,
        position: 20,
        prerequisites: [],
        verification: { kind: 'SELF_REPORTED' },
        instructions: '# stars\n',
        version: 1,
        answers: { hashes: [], isCurrent: true },
      });
      expect(exercises[2]).toMatchObject({
        prerequisites: ['stars', 'suns'],
        verification: { kind: 'ANSWER', hash },
      });
    });
  });

  it('when prerequisites converge without a cycle', async () => {
    const files = {
      ...exercise('atoms', 10),
      ...exercise('moons', 20, { prerequisites: ['atoms'] }),
      ...exercise('stars', 30, { prerequisites: ['atoms'] }),
      ...exercise('suns', 40, { prerequisites: ['moons', 'stars'] }),
    };
    await withCatalogue(files, async (dir) => {
      expect(await readCatalogue(dir)).toHaveLength(4);
    });
  });

  it('when it is empty', async () => {
    await withCatalogue({}, async (dir) => {
      expect(await readCatalogue(dir)).toEqual([]);
    });
  });
});
