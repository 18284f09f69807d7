/** The primary key of an item. */
export type ItemKey = { pk: string; sk: string };

/** The key of an item in an index with its own key attributes. */
export type IndexKey = { gsi1pk: string; gsi1sk: string };

type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/**
 * An item as stored in the database. Not an interface, because AppSync's helpers would then not
 * check its names.
 */
export type Row<Item> = Flat<Item & ItemKey & Partial<IndexKey>>;
