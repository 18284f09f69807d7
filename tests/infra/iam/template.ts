import { parse, type CollectionTag, type ScalarTag, type YAMLSeq } from 'yaml';

/** `!Ref Stage` → `{ Ref: 'Stage' }`, `!Equals [a, b]` → `{ Equals: ['a', 'b'] }` */
const scalar = (name: string): ScalarTag => ({
  tag: `!${name}`,
  resolve: (text: string) => ({ [name]: text }),
});
const sequence = (name: string): CollectionTag => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (list) => ({ [name]: (list as YAMLSeq).toJSON() as unknown }),
});

interface Template {
  readonly Parameters: Readonly<Record<string, { Default?: string; AllowedPattern?: string }>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<
    Record<string, { Type: string; Condition?: string; Properties: unknown }>
  >;
  readonly Outputs: Readonly<Record<string, { Value: unknown }>>;
}

/** The stack that CloudFormation creates from a template. */
export interface Stack {
  readonly resources: Readonly<
    Record<string, { readonly type: string; readonly properties: Record<string, unknown> }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Evaluates a template as CloudFormation does, limited to the functions that our template uses.
 *
 * @param pseudo values of `AWS::Region` and other pseudo parameters
 * @param attributes values of resource references, by `<name>` and by `<name>.<attribute>`
 * @throws Error for a parameter that does not match its pattern
 */
export function evaluate(
  text: string,
  parameters: Readonly<Record<string, string>>,
  pseudo: Readonly<Record<string, string>>,
  attributes: Readonly<Record<string, string>>,
): Stack {
  const template = parse(text, {
    customTags: [...['Ref', 'Sub', 'GetAtt'].map(scalar), ...['Equals', 'If'].map(sequence)],
  }) as Template;
  const given = Object.entries(template.Parameters).map(([name, { Default, AllowedPattern }]) => {
    const value = parameters[name] ?? Default;
    if (value === undefined) throw new Error(`${name} is missing.`);
    if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
      throw new Error(`${name} does not match ${AllowedPattern}.`);
    }
    return [name, value] as const;
  });
  const values: Readonly<Record<string, string>> = {
    ...Object.fromEntries(given),
    ...pseudo,
    ...attributes,
  };
  const valueOf = (name: string): string => {
    const value = values[name];
    if (value === undefined) throw new Error(`Nothing is called ${name}.`);
    return value;
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const { Ref, GetAtt, Sub, Equals, If } = value as Record<string, unknown>;
    if (typeof Ref === 'string') return valueOf(Ref);
    if (typeof GetAtt === 'string') return valueOf(GetAtt);
    if (typeof Sub === 'string') {
      return Sub.replace(/\$\{([\w:]+)\}/g, (_, name: string) => valueOf(name));
    }
    if (Array.isArray(Equals)) return resolve(Equals[0]) === resolve(Equals[1]);
    if (Array.isArray(If)) return resolve(isTrue(String(If[0])) ? If[1] : If[2]);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
  };
  const isTrue = (condition: string) => resolve(template.Conditions[condition]) === true;
  const created = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || isTrue(Condition),
  );
  return {
    resources: Object.fromEntries(
      created.map(([name, { Type, Properties }]) => [
        name,
        { type: Type, properties: resolve(Properties) as Record<string, unknown> },
      ]),
    ),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs).map(([name, { Value }]) => [name, resolve(Value)]),
    ),
  };
}
