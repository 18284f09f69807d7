import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { rowText, type TypedRow } from '../../local/database/rowText';
import { LocalError } from '../../local/error';
import { tables, type TableName } from '../../model/tables';

/**
 * A dump is a file of JSON lines: a header, one line for each row, and the number of rows. Rows are
 * sorted by table, as in the model, then by key. Equal databases have equal dumps.
 */
export const FORMAT = 'akasha-labs';
export const VERSION = 1;

/** A row of a dump. */
export interface DumpedRow {
  readonly table: TableName;
  readonly row: TypedRow;
}

export const TABLES = Object.keys(tables) as TableName[];

export const headerLine = (): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, tables: TABLES })}\n`;
export const rowLine = ({ table, row }: DumpedRow): string =>
  `{"table":"${table}","row":${rowText(row)}}\n`;
export const lastLine = (rows: number): string => `${JSON.stringify({ rows })}\n`;

const header = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  tables: z.array(z.string()),
});

const number = z.string().regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/);
const binary = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const attribute: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: number }),
    z.strictObject({ B: binary }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ NULL: z.literal(true) }),
    z.strictObject({ SS: z.array(z.string()).min(1) }),
    z.strictObject({ NS: z.array(number).min(1) }),
    z.strictObject({ BS: z.array(binary).min(1) }),
    z.strictObject({ L: z.array(attribute) }),
    z.strictObject({ M: z.record(z.string(), attribute) }),
  ]),
);
const row = z.strictObject({
  table: z.enum(TABLES as [TableName, ...TableName[]]),
  row: z.record(z.string(), attribute).refine(({ pk, sk }) => Boolean(pk?.S) && Boolean(sk?.S)),
});
const last = z.strictObject({ rows: z.int() });

/**
 * Reads the rows of a dump, one by one.
 * @throws LocalError for a file that is not a complete dump of this version, with the line. Read
 *   all rows once before you write the first one.
 */
export async function* readDump(file: string): AsyncGenerator<DumpedRow> {
  const refuse = (line: number, why: string) => new LocalError(`${file}, line ${line}: ${why}`);
  let line = 0;
  let rows = 0;
  let isComplete = false;
  let before: DumpedRow | undefined;
  for await (const text of await linesOf(file)) {
    line += 1;
    if (isComplete) throw refuse(line, 'there is more after the last line.');
    const value = parse(text);
    if (value === undefined) throw refuse(line, 'this is not a complete line of JSON.');
    if (line === 1) {
      checkHeader(value, (why) => refuse(line, why));
      continue;
    }
    const end = last.safeParse(value);
    if (end.success) {
      if (end.data.rows !== rows) {
        throw refuse(line, `the dump had ${end.data.rows} rows, but the file has ${rows}.`);
      }
      isComplete = true;
      continue;
    }
    const found = row.safeParse(value);
    if (!found.success) throw refuse(line, 'this is not a row of a table.');
    const next = found.data as DumpedRow;
    if (before && !isSorted(before, next)) {
      throw refuse(line, 'this row is not after the row before it, or it is the same row.');
    }
    before = next;
    rows += 1;
    yield next;
  }
  if (!isComplete) throw new LocalError(`${file} is incomplete: its last line is missing.`);
}

async function linesOf(file: string) {
  try {
    const handle = await open(file);
    return handle.readLines();
  } catch (error) {
    throw new LocalError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkHeader(value: unknown, refuse: (why: string) => LocalError): void {
  const { success, data } = header.safeParse(value);
  if (!success) throw refuse('this is not a file of pnpm db:export.');
  if (data.version !== VERSION) {
    throw refuse(`version ${data.version} is not known, only ${VERSION}.`);
  }
  const unknown = data.tables.filter((each) => !TABLES.some((table) => table === each));
  if (unknown.length > 0) throw refuse(`there is no table ${unknown.join(', ')}.`);
}

const placeOf = ({ table, row: { pk, sk } }: DumpedRow) => [
  String(TABLES.indexOf(table)).padStart(3, '0'),
  pk!.S!,
  sk!.S!,
];

function isSorted(a: DumpedRow, b: DumpedRow): boolean {
  const [left, right] = [placeOf(a), placeOf(b)];
  const i = left.findIndex((part, at) => part !== right[at]);
  return i >= 0 && left[i]! < right[i]!;
}
