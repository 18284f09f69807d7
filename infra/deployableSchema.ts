import { Kind, parse, type DefinitionNode, type StringValueNode } from 'graphql';
import { refuseDefaults } from '../resolvers/refuseDefaults';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Described {
  readonly description?: StringValueNode | undefined;
  readonly loc?: { readonly start: number } | undefined;
}

interface Part extends Described {
  readonly name: { readonly value: string; readonly loc?: { readonly start: number } | undefined };
}

/**
 * Turns a schema into one that AppSync accepts, and that its console still explains: AppSync refuses
 * descriptions, and takes the comment before a type or a field for one. A comment before the value of
 * an enum breaks its parser, so values and arguments are explained with what they belong to.
 *
 * @throws Error for what AppSync does not support
 * @see https://github.com/aws/aws-appsync-community/issues/38
 * @see https://github.com/aws/aws-appsync-community/issues/410
 */
export function deployableSchema(sdl: string): string {
  refuseDefaults(sdl);
  const edits = parse(sdl).definitions.flatMap((definition) => editsOf(definition, sdl));
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), sdl);
}

function editsOf(definition: DefinitionNode, sdl: string): Edit[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return [
        ...explain(definition, [], sdl),
        ...(definition.fields ?? []).flatMap((field) => explain(field, field.arguments ?? [], sdl)),
      ];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return [
        ...explain(definition, [], sdl),
        ...(definition.fields ?? []).flatMap((field) => explain(field, [], sdl)),
      ];
    case Kind.ENUM_TYPE_DEFINITION:
      return explain(definition, definition.values ?? [], sdl);
    case Kind.SCHEMA_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
      return explain(definition, [], sdl);
    default: {
      const line = definition.loc?.startToken.line;
      throw new Error(`schema.graphql, line ${line}: AppSync takes no ${definition.kind}.`);
    }
  }
}

/** A comment in place of a description, with those of the parts in it. */
function explain(node: Described, parts: readonly Part[], sdl: string): Edit[] {
  const start = node.loc!.start;
  const indent = ' '.repeat(start - sdl.lastIndexOf('\n', start - 1) - 1);
  const lines = [
    ...(node.description ? node.description.value.split('\n') : []),
    ...parts.flatMap(({ name, description }) =>
      description ? [`- ${name.value}: ${description.value.replaceAll('\n', ' ')}`] : [],
    ),
  ];
  const comment = lines.map((line) => `# ${line}`.trimEnd()).join(`\n${indent}`);
  const removals = parts.flatMap(({ name, description }) =>
    description ? [{ start: description.loc!.start, end: name.loc!.start, text: '' }] : [],
  );
  if (node.description)
    return [{ start, end: node.description.loc!.end, text: comment }, ...removals];
  if (lines.length > 0) return [{ start, end: start, text: `${comment}\n${indent}` }, ...removals];
  return [];
}
