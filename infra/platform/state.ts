import { runSst } from './sst';

/** A resource in Pulumi's state. */
interface StateResource {
  /** `urn:pulumi:<stage>::<app>::<type of parent>$<type>::<name>` */
  readonly urn: string;
  readonly type: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The state of a stage after its last deploy. */
export type State = readonly StateResource[];

/** Pulumi marks a secret by this key and value. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/**
 * Downloads the state of a stage.
 *
 * @param decrypts whether the state contains the values of secrets
 * @throws Error with the message of SST if there is no state, or no access to it
 */
export function exportState(stage: string, decrypts = false): State {
  const options = decrypts ? ['--decrypt'] : [];
  const { status, stdout, stderr } = runSst(stage, ['state', 'export', ...options], '');
  if (status !== 0) {
    throw new Error(
      `${(stderr || stdout).trim()}\nCould not read the state of ${stage}. If the stage was never deployed, run \`npx pnpm run deploy --stage ${stage}\` first.`,
    );
  }
  return readState(stdout);
}

/**
 * Parses the output of `sst state export`, a checkpoint of Pulumi. After the last resource was
 * removed, it has no deployment.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go
 */
export function readState(printed: string): State {
  const { latest } = JSON.parse(printed) as { latest?: { resources?: State } | null };
  return latest?.resources ?? [];
}

/** The outputs of a stage. A secret that is not decrypted is `[secret]`. */
export function outputsOf(state: State): Record<string, unknown> {
  const stack = state.find(({ type }) => type === 'pulumi:pulumi:Stack');
  const outputs = Object.entries(stack?.outputs ?? {});
  return Object.fromEntries(
    // SST adds outputs of its own, such as `_protect`.
    outputs.filter(([name]) => !name.startsWith('_')).map(([name, value]) => [name, reveal(value)]),
  );
}

function reveal(value: unknown): unknown {
  const secret = value as Readonly<Record<string, unknown>> | null;
  if (typeof secret !== 'object' || secret?.[SIGNATURE] !== SECRET) return value;
  const plaintext = secret['plaintext'];
  return typeof plaintext === 'string' ? JSON.parse(plaintext) : '[secret]';
}

/** The resources that `--target` and `--exclude` can name. */
const namesIn = (state: State): string[] => state.map(({ urn }) => urn.split('::').at(-1)!);

/** SST's components, which are the parts of the product, without those that they consist of. */
const partsIn = (state: State): string[] => [
  ...new Set(
    namesIn(state.filter(({ urn, type }) => type.startsWith('sst:aws:') && !urn.includes('$'))),
  ),
];

/**
 * Refuses names for `--target` and `--exclude` that the last deploy did not create. SST would
 * refuse them too, but only after it has locked the stage and built the program.
 *
 * @throws Error that names the first unknown resource, and the parts that can be named
 */
export function checkTargets(names: readonly string[], state: State, stage: string): void {
  const known = new Set(namesIn(state));
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new Error(
    [
      `The last deploy of ${stage} created no resource "${unknown}".`,
      `Deploy a new part with the whole stage: \`npx pnpm run deploy --stage ${stage}\`.`,
      ...(state.length > 0 ? [`Parts of ${stage}: ${partsIn(state).join(', ')}`] : []),
    ].join('\n'),
  );
}
