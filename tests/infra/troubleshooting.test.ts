import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');

/** Blocks of messages. The line above a block says whose they are, if they are not ours. */
const messages = [
  ...guide.matchAll(
    /(?:^(?<owner>\S+(?: browser)?) says\b[^\n]*:\n\n)?^```text\n(?<block>.*?)^```/gms,
  ),
].flatMap(({ groups }) => {
  const { owner = 'ours', block = '' } = groups!;
  return block
    .trimEnd()
    .split('\n')
    .map((message) => ({ owner, message }));
});
const messagesOf = (owner: string): string[] =>
  messages.filter((each) => each.owner === owner).map(({ message }) => message);

/** Where our own messages come from. */
const FOLDERS = [
  ...['infra', 'functions', 'local', 'ops', 'catalogue', 'resolvers', 'scripts'],
  'packages/cli/src',
];

/**
 * Source files without comments and escapes. Strings that are joined with `+` become one string.
 */
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?ts$|\.mjs$/.test(name))
    .map((name) =>
      readFileSync(join(root, folder, name), 'utf8')
        .replace(/^\s*(\/\/|\/?\*).*$/gm, '')
        .replace(/\\([`'"])/g, '$1')
        .replace(/(['"`]) \+\n\s*['"`]/g, ''),
    ),
);

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');

/** Matches a message in the source: each `…` is an expression in a template. */
const inSource = (message: string): RegExp =>
  new RegExp(message.split('…').map(escaped).join('\\$\\{[^\\n]+?\\}'));

const require = createRequire(import.meta.url);
/** SST's command line for this platform, which is installed beside its package. */
const sst = createRequire(realpathSync(join(root, 'node_modules/sst/bin/sst.mjs'))).resolve(
  `sst-${process.platform}-${process.arch}/bin/sst`,
);

it('the guide has messages of ours and of others', () => {
  expect(messagesOf('ours').length).toBeGreaterThan(40);
  expect(new Set(messages.map(({ owner }) => owner))).toEqual(
    new Set(['ours', 'pnpm', 'SST', 'TypeScript', 'AWS', 'AppSync', 'The browser', 'GitHub']),
  );
});

describe('a message is quoted as it is in the source:', () => {
  it.each(messagesOf('ours'))('%s', (message) => {
    const isThere = sources.some((source) => inSource(message).test(source));
    expect(isThere, 'No source file contains it.').toBe(true);
  });

  it('which finds nothing that is only similar', () => {
    for (const wrong of ['The stage "…" is not protected.', '… has no resolvers.', '… is unset.']) {
      expect(sources.some((source) => inSource(wrong).test(source))).toBe(false);
    }
  });
});

it('messages of SST are in its command line', () => {
  const binary = readFileSync(sst);
  const missing = messagesOf('SST').filter(
    (message) => !binary.includes(message.replaceAll('…', '%v')),
  );
  expect(missing).toEqual([]);
});

it('messages of TypeScript are among its diagnostics', () => {
  const compiler = readFileSync(require.resolve('typescript'), 'utf8');
  for (const message of messagesOf('TypeScript')) {
    const [, text, code] = /^(.*) \(TS(\d+)\)$/.exec(message)!;
    const pattern = text!.split('…').map(escaped).join('\\{\\d\\}');
    expect(compiler).toMatch(new RegExp(`diag\\(${code}, [^\\n]*"${pattern}"\\)`));
  }
});

it('the message of AppSync is the one that the local stack returns', () => {
  const errors = readFileSync(join(root, 'packages/local-appsync/src/errors.ts'), 'utf8');
  for (const message of messagesOf('AppSync')) expect(errors).toContain(message);
});

describe('the guide', () => {
  it('explains every message, in words or by a command', () => {
    const unexplained = guide
      .split(/^###? /m)
      .map((section) => section.trimEnd())
      .filter(
        (section) =>
          section.endsWith('```') && section.lastIndexOf('```text') > section.lastIndexOf('```sh'),
      );
    expect(unexplained).toEqual([]);
  });

  it('lists its chapters', () => {
    const chapters = [...guide.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    const listed = [...guide.matchAll(/^- \[(.*)\]\(#.*\)$/gm)].map(([, title]) => title);
    expect(listed).toEqual(chapters);
  });

  it('links to sections that exist', () => {
    const links = [...guide.matchAll(/\]\((?!https:)([^)#]*)#([^)]+)\)/g)];
    expect(links.length).toBeGreaterThan(10);
    for (const [, file, anchor] of links) {
      const text = file ? readFileSync(join(root, 'docs', file), 'utf8') : guide;
      const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
      );
      expect(anchors, `${file}#${anchor}`).toContain(anchor);
    }
  });
});
