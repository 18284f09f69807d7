/**
 * A pattern in Lambda's filter language, for records of a table's stream. A row is written again at
 * every further attempt and when its completion is announced. Without filters, batches would be
 * full of records that report nothing new.
 *
 * `exists` applies only to leaf nodes, and an absent attribute has no leaf.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
export interface RecordPattern {
  readonly dynamodb: {
    readonly [Image in 'OldImage' | 'NewImage']: {
      readonly [attribute: string]: { readonly S: readonly [{ readonly exists: boolean }] };
    };
  };
}

const completedAt = (exists: boolean) => ({ completedAt: { S: [{ exists }] as const } });

/** An exercise was completed. */
export const completed: RecordPattern = {
  dynamodb: { OldImage: completedAt(false), NewImage: completedAt(true) },
};

/** Completed work was removed. */
export const removed: RecordPattern = {
  dynamodb: { OldImage: completedAt(true), NewImage: completedAt(false) },
};
