/** A value that an attribute of type string may have, or whether it exists at all. */
export type AttributeRule = string | { readonly exists: boolean };

type AttributeRules = Readonly<Record<string, { readonly S: readonly AttributeRule[] }>>;

/**
 * A pattern in Lambda's filter language, for records of a table's stream. A record matches if, for
 * each attribute, one of the rules applies.
 *
 * `exists` applies only to leaf nodes, and an absent attribute has no leaf.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
export interface RecordPattern {
  readonly eventName?: readonly ('INSERT' | 'MODIFY' | 'REMOVE')[];
  readonly dynamodb: {
    readonly [Part in 'Keys' | 'OldImage' | 'NewImage']?: AttributeRules;
  };
}
