import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  DirectiveLocation,
  GraphQLDeprecatedDirective,
  GraphQLDirective,
  GraphQLError,
  GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  TokenKind,
  validateSchema,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
} from 'graphql';
import { authModes, type AuthMode } from '../access/auth';
import { applyScalars } from './scalars';
import { checkSubscriptions } from './subscriptionFields';

/** A schema that AppSync would refuse. The message describes the first problem, on one line. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/** The schema of one API, with the access rules of AppSync's directives. */
export interface ApiSchema {
  readonly schema: GraphQLSchema;
  /** The authorization modes that may read a field of an object type. */
  allowedModes(typeName: string, fieldName: string): readonly AuthMode[];
}

const prelude = readFileSync(new URL('appsync.prelude.graphql', import.meta.url), 'utf8');

const directiveModes: Record<string, AuthMode> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_lambda: 'AWS_LAMBDA',
};

/**
 * Reads a schema as AppSync does: AppSync's scalars and directives are predefined, and a document
 * that defines its own is refused. Default values are dropped.
 *
 * A type or field without a directive is open only to `defaultMode`. With directives, it is open to
 * exactly the modes that they list. The directives of a field replace those of its type.
 *
 * @throws SchemaError
 */
export function readSchema(sdl: string, defaultMode: AuthMode): ApiSchema {
  const schema = buildSchema(sdl);
  const modes = new Map<string, readonly AuthMode[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const ofType = modesOf(type.astNode?.directives) ?? [defaultMode];
    for (const field of Object.values(type.getFields())) {
      modes.set(`${type.name}.${field.name}`, modesOf(field.astNode?.directives) ?? ofType);
    }
  }
  return {
    schema,
    // Introspection is open to every caller of the API.
    allowedModes: (typeName, fieldName) => modes.get(`${typeName}.${fieldName}`) ?? authModes,
  };
}

function buildSchema(sdl: string): GraphQLSchema {
  try {
    const document = parse(sdl);
    refuseUnsupported(document);
    const own = parse(prelude, { noLocation: true });
    const all: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [...own.definitions, ...withoutDefaults(document).definitions],
    };
    const schema = applyScalars(withOldDirectives(buildASTSchema(all)));
    const [fault] = validateSchema(schema);
    if (fault) throw fault;
    checkSubscriptions(schema);
    return schema;
  } catch (error) {
    if (error instanceof SchemaError) throw error;
    if (error instanceof GraphQLError) throw new SchemaError(atLine(error));
    // buildASTSchema throws one plain error that lists every problem.
    throw new SchemaError(error instanceof Error ? error.message.split('\n')[0] : 'Invalid.');
  }
}

/** GraphQL directives that AppSync does not have, and the locations where it has `@deprecated`. */
const NEWER_DIRECTIVES = ['oneOf', 'specifiedBy'];
const DEPRECATED_ON = [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.ENUM_VALUE];

/**
 * Returns the schema with the directives that AppSync's introspection shows.
 *
 * @see https://github.com/50417/amplify-react-graphql/blob/main/src/graphql/schema.json
 */
function withOldDirectives(schema: GraphQLSchema): GraphQLSchema {
  const { directives, ...config } = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    directives: directives
      .filter(({ name }) => !NEWER_DIRECTIVES.includes(name))
      .map((directive) =>
        directive === GraphQLDeprecatedDirective
          ? new GraphQLDirective({ ...directive.toConfig(), locations: DEPRECATED_ON })
          : directive,
      ),
  });
}

function refuseNewerDirectives(document: DocumentNode): void {
  visit(document, {
    [Kind.DIRECTIVE]({ name, loc }) {
      if (!NEWER_DIRECTIVES.includes(name.value)) return;
      throw new SchemaError(`line ${loc?.startToken.line}: Unknown directive "@${name.value}".`);
    },
    [Kind.INPUT_VALUE_DEFINITION]({ directives = [] }) {
      const deprecated = directives.find(({ name }) => name.value === 'deprecated');
      if (!deprecated) return;
      throw new SchemaError(
        `line ${deprecated.loc?.startToken.line}: AppSync does not support "@deprecated" on arguments and input fields.`,
      );
    },
  });
}

function refuseUnsupported(document: DocumentNode): void {
  refuseNewerDirectives(document);
  for (const definition of document.definitions) {
    const line = definition.loc?.startToken.line;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
      throw new SchemaError(`line ${line}: AppSync does not support directive definitions.`);
    }
    if (definition.kind === Kind.SCALAR_TYPE_DEFINITION) {
      throw new SchemaError(`line ${line}: AppSync does not support custom scalars.`);
    }
    if ('name' in definition && definition.name?.value.startsWith('AWS')) {
      throw new SchemaError(`line ${line}: type names that begin with AWS are reserved.`);
    }
    if (definition.kind.endsWith('Extension')) {
      throw new SchemaError(`line ${line}: AppSync does not support type extensions.`);
    }
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION && definition.interfaces?.length) {
      throw new SchemaError(
        `line ${line}: AppSync does not support interfaces that implement interfaces.`,
      );
    }
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION) refuseComments(definition);
  }
}

/**
 * A comment among the values of an enum breaks AppSync's parser. One report says that only comments
 * with `null`, `true` or `false` do. This is the stricter interpretation.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/55
 * @see https://github.com/aws/aws-appsync-community/issues/410
 */
function refuseComments({ name, loc }: EnumTypeDefinitionNode): void {
  for (let token = name.loc?.endToken; token && token !== loc?.endToken;) {
    if (token.kind === TokenKind.COMMENT) {
      throw new SchemaError(
        `line ${token.line}: AppSync cannot parse comments between enum values. Use the description of ${name.value} instead.`,
      );
    }
    token = token.next ?? undefined;
  }
}

/**
 * AppSync drops the default values of arguments and input fields: it neither applies nor shows
 * them, and a non-null argument or field is required.
 *
 * @see https://github.com/aws/aws-appsync-community/issues/59
 * @see https://github.com/aws/aws-appsync-community/issues/271
 */
function withoutDefaults(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.INPUT_VALUE_DEFINITION]: ({ defaultValue: _, ...definition }) => definition,
  });
}

const atLine = (error: GraphQLError): string =>
  error.locations?.[0] ? `line ${error.locations[0].line}: ${error.message}` : error.message;

function modesOf(directives: readonly DirectiveNode[] | undefined): AuthMode[] | null {
  const modes = (directives ?? []).flatMap((node) => directiveModes[node.name.value] ?? []);
  return modes.length > 0 ? modes : null;
}
