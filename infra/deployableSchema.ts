import {
  Kind,
  parse,
  print,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type StringValueNode,
} from 'graphql';
import { refuseDefaults } from '../resolvers/refuseDefaults';
import { checkSameSchema, withoutDescriptions } from './sameSchema';

interface Described {
  readonly description?: StringValueNode | undefined;
}

interface Part extends Described {
  readonly name: { readonly value: string };
}

/**
 * Line terminators that end a comment, for GraphQL and for graphql-java, which produces AppSync's
 * messages.
 */
const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/;

/**
 * Turns a schema into one that AppSync accepts and whose documentation its console still shows.
 * AppSync drops or refuses descriptions, and uses the comment before a type or field as its
 * description. A comment among the values of an enum breaks its parser, so values and arguments are
 * described in the comment of the type or field they belong to. Comments in the source are for its
 * readers and are omitted.
 *
 * @throws Error for anything that AppSync does not support, or if the resulting schema would differ
 * @see https://github.com/aws/aws-appsync-community/issues/38
 * @see https://github.com/aws/aws-appsync-community/issues/55
 * @see https://github.com/aws/aws-appsync-community/issues/410
 */
export function deployableSchema(sdl: string): string {
  refuseDefaults(sdl);
  const deployable = `${parse(sdl).definitions.map(definitionText).join('\n\n')}\n`;
  checkSameSchema(sdl, deployable);
  return deployable;
}

function definitionText(definition: DefinitionNode): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- AppSync supports no others
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const { fields = [] } = definition;
      const head = comment(definition) + print(withoutDescriptions({ ...definition, fields: [] }));
      const lines = fields.flatMap((field) => fieldText(field).split('\n'));
      return lines.length === 0 ? head : `${head} {\n${lines.map(indented).join('\n')}\n}`;
    }
    case Kind.ENUM_TYPE_DEFINITION:
      return comment(definition, definition.values) + print(withoutDescriptions(definition));
    case Kind.SCHEMA_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
      return comment(definition) + print(withoutDescriptions(definition));
    default: {
      const line = definition.loc?.startToken.line;
      throw new Error(`schema.graphql, line ${line}: AppSync does not support ${definition.kind}.`);
    }
  }
}

const indented = (line: string): string => `  ${line}`;

function fieldText(field: FieldDefinitionNode | InputValueDefinitionNode): string {
  const parts = field.kind === Kind.FIELD_DEFINITION ? field.arguments : [];
  return comment(field, parts) + print(withoutDescriptions(field));
}

/** A comment that replaces a description and includes the descriptions of its parts. */
function comment({ description }: Described, parts: readonly Part[] = []): string {
  const lines = [
    ...(description?.value ? description.value.split(LINE_ENDS) : []),
    ...parts.flatMap(({ name, description: of }) =>
      of ? [`- ${name.value}: ${of.value.split(LINE_ENDS).join(' ')}`] : [],
    ),
  ];
  return lines.map((line) => `${`# ${line}`.trimEnd()}\n`).join('');
}
