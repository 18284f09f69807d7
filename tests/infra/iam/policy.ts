/** A statement of a policy, with lists where IAM also takes single values. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** By operator, then by key: the values, one of which is enough. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const KNOWN = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];

interface Written {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * Reads a policy document.
 * @throws Error for what ours do not use and the rest of this folder would not understand
 */
export function readPolicy(document: unknown): Statement[] {
  const { Statement: statements } = document as { Statement: Written[] };
  return statements.map((statement) => {
    const unknown = Object.keys(statement).filter((key) => !KNOWN.includes(key));
    if (unknown.length > 0) throw new Error(`Policies with ${unknown.join(', ')} are not read.`);
    const { Effect, Action, Resource, Condition = {} } = statement;
    if (Effect !== 'Allow') throw new Error(`Only what is allowed is written down, not ${Effect}.`);
    return {
      actions: [Action].flat(),
      resources: [Resource].flat(),
      conditions: Object.fromEntries(
        Object.entries(Condition).map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, [values].flat()])),
        ]),
      ),
    };
  });
}
