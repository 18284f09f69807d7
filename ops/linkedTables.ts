import { Resource } from 'sst';
import { byTable, type TableName, type TableNames } from '../model/tables';

/** The resources that infra links to commands that run in `sst shell`. */
const linked = Resource as unknown as Readonly<Record<TableName, { readonly name: string }>>;

/** The tables of the stage whose `sst shell` this process runs in. */
export const linkedTables = (): TableNames => byTable((table) => linked[table].name);
