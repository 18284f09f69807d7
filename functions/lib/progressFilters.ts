/**
 * A pattern of Lambda's filter language for records of a table's stream. Every row is written again
 * whenever somebody tries again and when its completion is announced; without filters, batches would be
 * full of what is no news.
 *
 * `exists` is asked of a leaf, and what is not there has none.
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
