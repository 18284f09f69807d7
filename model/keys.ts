/** The primary key of an item. */
export type ItemKey = { pk: string; sk: string };

/** The key of an item in an index that has key attributes of its own. */
export type IndexKey = { gsi1pk: string; gsi1sk: string };

type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** An item as the database holds it. Not an interface: AppSync's helpers would not check its names. */
export type Row<Item> = Flat<Item & ItemKey & Partial<IndexKey>>;
