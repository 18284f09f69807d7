import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { RecordPattern } from '../../functions/lib/progressFilters';

/** Whether a record matches at least one pattern, by Lambda's rules. */
export const matches = (record: StreamRecord, patterns: readonly RecordPattern[]): boolean =>
  patterns.some(({ dynamodb }) =>
    (['OldImage', 'NewImage'] as const).every((image) =>
      Object.entries(dynamodb[image]).every(([attribute, { S: rules }]) =>
        rules.some(
          ({ exists }) => (record.dynamodb?.[image]?.[attribute]?.S !== undefined) === exists,
        ),
      ),
    ),
  );
