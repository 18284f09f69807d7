/** A policy statement. Values are always lists, although IAM also allows single values. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** By operator, then by key. One matching value is enough. */
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
 * Parses a policy document.
 * @throws Error for elements that our policies do not use and this folder does not support
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
