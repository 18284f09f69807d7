import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { recorded, type Behaviour, type Source } from './behaviour';
import type { CodeCase } from './codeCase';

/** Behaviours that AWS's own EvaluateCode confirmed, by id. */
export type Recordings = Readonly<
  Record<string, { readonly on: string; readonly region: string; readonly of: string }>
>;

export const RECORDINGS = new URL('./recordings.json', import.meta.url);

export const readRecordings = (): Recordings =>
  JSON.parse(readFileSync(RECORDINGS, 'utf8')) as Recordings;

/** Hash of the code and its context: a recording of other code does not apply. */
export const fingerprint = ({ code, context }: CodeCase): string =>
  createHash('sha256')
    .update(JSON.stringify([code, context]))
    .digest('hex')
    .slice(0, 12);

/** How a behaviour is known: its source, or a later recording of EvaluateCode that confirms it. */
export function sourceOf(
  { id, source, evaluates }: Pick<Behaviour, 'id' | 'source' | 'evaluates'>,
  recordings: Recordings,
): Source {
  const recording = recordings[id];
  if (!recording || !evaluates || recording.of !== fingerprint(evaluates)) return source;
  return source.evidence === 'recorded'
    ? source
    : recorded(`EvaluateCode in ${recording.region}, ${recording.on}`);
}
