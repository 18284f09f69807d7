import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeRule, RecordPattern } from '../../functions/lib/recordPattern';

/** Whether a record matches at least one pattern, by Lambda's rules. */
export const matches = (record: StreamRecord, patterns: readonly RecordPattern[]): boolean =>
  patterns.some(
    ({ eventName, dynamodb }) =>
      (eventName ?? [record.eventName]).some((name) => name === record.eventName) &&
      (['Keys', 'OldImage', 'NewImage'] as const).every((part) =>
        Object.entries(dynamodb[part] ?? {}).every(([attribute, { S: rules }]) =>
          rules.some((rule) => applies(rule, record.dynamodb?.[part]?.[attribute]?.S)),
        ),
      ),
  );

const applies = (rule: AttributeRule, value: string | undefined): boolean =>
  typeof rule === 'string' ? value === rule : (value !== undefined) === rule.exists;
