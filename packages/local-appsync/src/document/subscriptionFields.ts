import {
  getDirectiveValues,
  getNullableType,
  GraphQLError,
  isEqualType,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

const DIRECTIVE = 'aws_subscribe';

type Field = GraphQLField<unknown, unknown>;

/**
 * The mutations that a field's `@aws_subscribe` lists. Null without the directive.
 * @throws GraphQLError if the directive does not list names
 */
export function mutationsOf(schema: GraphQLSchema, { astNode }: Field): readonly string[] | null {
  const values = astNode && getDirectiveValues(schema.getDirective(DIRECTIVE)!, astNode);
  return values ? (values['mutations'] as string[]) : null;
}

/**
 * Checks `@aws_subscribe` as AppSync does when it receives a schema: a subscription must have the
 * same type as each of its mutations. Only the message for that is recorded, so the error includes
 * it. The guide's own example shows that a mutation may be non-null where the subscription is
 * nullable.
 *
 * @throws GraphQLError
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 * @see https://github.com/dabit3/graphql-api-cdk-serverless-postgres/issues/3
 */
export function checkSubscriptions(schema: GraphQLSchema): void {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const listed = mutationsOf(schema, field);
      if (!listed) continue;
      const name = `${type.name}.${field.name}`;
      if (type !== schema.getSubscriptionType()) {
        throw fault(field, `${name}: @${DIRECTIVE} is only allowed on subscription fields.`);
      }
      if (listed.length === 0) {
        throw fault(field, `${name}: @${DIRECTIVE} must list at least one mutation.`);
      }
      for (const mutation of listed) {
        const published = Object.hasOwn(mutations, mutation) ? mutations[mutation] : undefined;
        if (!published) throw fault(field, `${name}: the mutation "${mutation}" does not exist.`);
        if (isEqualType(getNullableType(field.type), getNullableType(published.type))) continue;
        throw fault(
          field,
          `${name}: The subscription has an invalid output type. ` +
            `It is ${String(field.type)}, but ${mutation} returns ${String(published.type)}.`,
        );
      }
    }
  }
}

const fault = ({ astNode }: Field, message: string): GraphQLError =>
  new GraphQLError(message, { nodes: astNode ?? null });
