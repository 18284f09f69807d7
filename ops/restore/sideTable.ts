/**
 * The name of the table to which a table is restored. It begins like the table's own name, so that
 * the roles of the stage may access it and no others.
 */
export const sideTable = (table: string, at: Date): string =>
  `${table}-restored-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;
