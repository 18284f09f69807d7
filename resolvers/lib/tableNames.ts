import type { TableNames } from '../../model/tables';

/** Physical table names, which `bundle.ts` inserts as literals. */
declare const TABLE_NAMES: TableNames;

export const USERS = TABLE_NAMES.Users;
export const SESSIONS = TABLE_NAMES.Sessions;
export const EXERCISES = TABLE_NAMES.Exercises;
export const PROGRESS = TABLE_NAMES.Progress;
export const LEADERBOARDS = TABLE_NAMES.Leaderboards;
