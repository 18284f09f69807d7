import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Words of DynamoDB's expressions that are no attributes. */
const KEYWORDS =
  /^(SET|ADD|REMOVE|DELETE|AND|OR|NOT|IN|BETWEEN|attribute_exists|attribute_not_exists|begins_with|if_not_exists)$/;

const parsed = (file: string, text = readFileSync(join(root, file), 'utf8')): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);

const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/** The attributes of all rows: the members of the types `…Item` and `…Key` in `model/`. */
const attributes = new Set(
  filesOf('model').flatMap((file) =>
    parsed(file).statements.flatMap((statement) =>
      membersOf(statement).flatMap(({ name }) => (name && ts.isIdentifier(name) ? name.text : [])),
    ),
  ),
);

function membersOf(statement: ts.Statement): readonly ts.TypeElement[] {
  const isRow = (name: ts.Identifier) => /(Item|Key)$/.test(name.text);
  if (ts.isInterfaceDeclaration(statement) && isRow(statement.name)) return statement.members;
  return ts.isTypeAliasDeclaration(statement) &&
    isRow(statement.name) &&
    ts.isTypeLiteralNode(statement.type)
    ? statement.type.members
    : [];
}

/** The names in the texts of a file's expressions, except those that the code inserts. */
function namesIn(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const read = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    ) {
      const words = node.text.replace(/:\w+/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
      names.push(...words.filter((word) => !KEYWORDS.test(word)));
    }
    if (ts.isTemplateSpan(node)) read(node.literal);
    else ts.forEachChild(node, read);
  };
  const visit = (node: ts.Node): void => {
    const isExpression =
      (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
      ts.isIdentifier(node.name) &&
      /(?:^e|E)xpression$|_CONDITION$/.test(node.name.text);
    if (isExpression && node.initializer) read(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

describe('the attribute names in expressions', () => {
  const files = ['catalogue', 'functions', 'model', 'resolvers', 'ops'].flatMap(filesOf);

  it('are attributes of the rows', () => {
    const found = files.flatMap((file) => namesIn(parsed(file)).map((name) => ({ file, name })));
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter(({ name }) => !attributes.has(name))).toEqual([]);
  });

  it('are found in every form of text', () => {
    const source = parsed(
      'example.ts',
      `const ACTIVE_CONDITION = 'attribute_exists(one)';
       const call = { UpdateExpression: \`ADD \${counter} :two\`, FilterExpression: 'begins_with(three, :x)' };
       const step = { condition: { expression: 'four = :y AND ' + (isNew ? 'five < :z' : \`six\${more}\`) } };`,
    );
    expect(namesIn(source)).toEqual(['one', 'three', 'four', 'five', 'six']);
  });
});
