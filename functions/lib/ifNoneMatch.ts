/**
 * Whether a client's `If-None-Match` (a list, or `*` for any) matches a response. The comparison is
 * weak, as RFC 9110 requires, because caches that compress weaken the tag.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function holds(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (ifNoneMatch == null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.match(/"[^"]*"/g)?.some((each) => each === etag.replace(/^W\//, '')) ?? false;
}
