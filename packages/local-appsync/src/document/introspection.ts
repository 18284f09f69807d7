import {
  GraphQLError,
  Kind,
  visit,
  type ASTVisitor,
  type DocumentNode,
  type ValidationContext,
} from 'graphql';
import { locationsOf, type ServiceErrorEntry } from '../errors';

/**
 * The error entries of an API with introspection disabled: for it, the schema has no such fields.
 * The message is that of any other undefined field. (Unconfirmed.)
 *
 * @see https://docs.aws.amazon.com/appsync/latest/APIReference/API_GraphqlApi.html
 */
export function introspectionEntries(document: DocumentNode): ServiceErrorEntry[] {
  const entries: ServiceErrorEntry[] = [];
  visit(document, {
    [Kind.FIELD](node) {
      const { value: name } = node.name;
      if (name !== '__schema' && name !== '__type') return;
      entries.push({
        path: null,
        locations: locationsOf([node]),
        message: `Validation error of type FieldUndefined: Field '${name}' in type 'Query' is undefined @ '${name}'`,
      });
    },
  });
  return entries;
}

/**
 * The subset of graphql-js's introspection that AppSync has: the arguments of each field, by type.
 *
 * It is recorded in the `schema.json` that Amplify stores in projects, such as
 * `50417/amplify-react-graphql`. AppSync's `__Directive` also has `onOperation`, `onFragment` and
 * `onField`, which are deprecated and not supported here.
 */
const introspected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  __Schema: { types: [], queryType: [], mutationType: [], subscriptionType: [], directives: [] },
  __Type: {
    kind: [],
    name: [],
    description: [],
    fields: ['includeDeprecated'],
    interfaces: [],
    possibleTypes: [],
    enumValues: ['includeDeprecated'],
    inputFields: [],
    ofType: [],
  },
  __Field: {
    name: [],
    description: [],
    args: [],
    type: [],
    isDeprecated: [],
    deprecationReason: [],
  },
  __InputValue: { name: [], description: [], type: [], defaultValue: [] },
  __EnumValue: { name: [], description: [], isDeprecated: [], deprecationReason: [] },
  __Directive: { name: [], description: [], locations: [], args: [] },
};

/** Refuses introspection fields that are newer than AppSync's introspection, such as `isOneOf`. */
export function IntrospectionFieldsRule(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const { name = '' } = context.getParentType() ?? {};
      const { value: field } = node.name;
      const fields = introspected[name];
      // A field that graphql-js does not know is refused by its own rule.
      if (!fields || !context.getFieldDef() || field === '__typename') return;
      if (Object.hasOwn(fields, field)) return;
      context.reportError(
        new GraphQLError(`Cannot query field "${field}" on type "${name}".`, { nodes: node }),
      );
    },
  };
}

/**
 * Refuses introspection arguments that are newer than AppSync's introspection, such as
 * `includeDeprecated` of `args`.
 */
export function IntrospectionArgumentsRule(context: ValidationContext): ASTVisitor {
  return {
    Argument(node) {
      const { name = '' } = context.getParentType() ?? {};
      const known = introspected[name]?.[context.getFieldDef()?.name ?? ''];
      const { value: argument } = node.name;
      if (!known || context.getDirective() || !context.getArgument()) return;
      if (known.includes(argument)) return;
      context.reportError(new GraphQLError(`Unknown argument "${argument}".`, { nodes: node }));
    },
  };
}
