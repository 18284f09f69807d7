import { z } from 'zod';
import { tables, type TableName } from '../../model/tables';

/** What `pnpm restore` does. */
const request = z.strictObject({
  action: z.enum(['restore', 'put back', 'remove']),
  stage: z.string(),
  /** The moment, in milliseconds since 1970. */
  at: z.int(),
  tables: z.array(z.enum(Object.keys(tables) as [TableName, ...TableName[]])).min(1),
  /** The rows to put back: `<pk> <sk>`, or `<pk>` for all rows of a partition. All when empty. */
  keys: z.array(z.string()),
  /** Whether differences are only counted, for logs that others read. */
  countsOnly: z.boolean(),
});
export type RestoreRequest = z.infer<typeof request>;

/** A request as one argument. `sst shell` splits arguments at spaces and reads options itself. */
export const encodeRequest = (given: RestoreRequest): string =>
  Buffer.from(JSON.stringify(given)).toString('base64url');

export const decodeRequest = (text: string): RestoreRequest =>
  request.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));

/** A date, a time and an offset from UTC, such as `2026-11-23T09:00:00Z`. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/;

/** Reads a moment, in whole seconds as DynamoDB restores. Undefined if it is none. */
export function readMoment(text: string): Date | undefined {
  const at = new Date(text);
  return MOMENT.test(text) && !Number.isNaN(at.getTime()) ? at : undefined;
}

/** The moment as it is shown and accepted by `--at`. */
export const momentText = (at: Date): string => at.toISOString().replace('.000Z', 'Z');

/** A failure that the operator can fix. Its message is all they see. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
}
