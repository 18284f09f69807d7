/** A DynamoDB expression, and the values of its placeholders. */
export interface Expression {
  readonly expression: string;
  /** By placeholder, such as `:points`. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Changes to the attributes of an item. */
export interface Changes<Item> {
  readonly set?: Readonly<Partial<Item>>;
  /** Set only if the attribute does not exist yet. */
  readonly setOnce?: Readonly<Partial<Item>>;
  readonly add?: { readonly [Name in keyof Item]?: number };
  readonly remove?: readonly (keyof Item & string)[];
}

/** The update of an item. The placeholder of each value is the name of its attribute. */
export function updateExpression<Item>({ set, setOnce, add, remove }: Changes<Item>): Expression {
  const values = { ...(set ?? {}), ...(setOnce ?? {}), ...(add ?? {}) };
  const assignments = [
    ...Object.keys(set ?? {}).map((name) => `${name} = :${name}`),
    ...Object.keys(setOnce ?? {}).map((name) => `${name} = if_not_exists(${name}, :${name})`),
  ];
  const clauses = [
    clause('SET', assignments),
    clause(
      'ADD',
      Object.keys(add ?? {}).map((name) => `${name} :${name}`),
    ),
    clause('REMOVE', remove ?? []),
  ];
  return {
    expression: clauses.filter((each) => each !== '').join(' '),
    values: byPlaceholder(values),
  };
}

const clause = (keyword: string, parts: readonly string[]): string =>
  parts.length > 0 ? `${keyword} ${parts.join(', ')}` : '';

/**
 * The condition that attributes have not changed since they were read. Null stands for an absent
 * attribute. The placeholders differ from those of an update of the same item.
 */
export function unchanged<Item>(read: {
  readonly [Name in keyof Item]?: Item[Name] | null;
}): Expression {
  const entries: [string, unknown][] = Object.entries(read);
  const present = entries.filter(([, value]) => value != null);
  return {
    expression: entries
      .map(([name, value]) =>
        value == null ? `attribute_not_exists(${name})` : `${name} = :read_${name}`,
      )
      .join(' AND '),
    values: present.reduce((all, [name, value]) => ({ ...all, [`:read_${name}`]: value }), {}),
  };
}

const byPlaceholder = (values: object): Record<string, unknown> =>
  Object.entries(values).reduce(
    (all, [name, value]) => ({ ...all, [`:${name}`]: value as unknown }),
    {},
  );
