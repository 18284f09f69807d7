/** Maximum size of the row with all tags, in bytes: reading it costs one unit at most. */
export const TAGS_BYTES_MAX = 8_000;

/** What DynamoDB adds to the text of a tag: the names, types and the number of exercises. */
const BYTES_PER_TAG = 40;

/** Reports more tags than one row has room for. */
export function findManyTags(exercises: readonly { readonly tags: readonly string[] }[]): string[] {
  const tags = new Set(exercises.flatMap((exercise) => exercise.tags));
  const bytes = [...tags].reduce((sum, tag) => sum + BYTES_PER_TAG + Buffer.byteLength(tag), 0);
  if (bytes <= TAGS_BYTES_MAX) return [];
  return [`the ${tags.size} different tags take ${bytes} bytes; the maximum is ${TAGS_BYTES_MAX}`];
}
