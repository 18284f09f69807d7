/** A map that drops its oldest entries above a limit, so that clients cannot exhaust the memory. */
export function boundedMap<V>(limit: number) {
  const entries = new Map<string, V>();
  return {
    set(key: string, value: V): void {
      entries.set(key, value);
      const [oldest] = entries.keys();
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
    },
    get: (key: string): V | undefined => entries.get(key),
    /** Returns the value and removes it. */
    take(key: string): V | undefined {
      const value = entries.get(key);
      entries.delete(key);
      return value;
    },
  };
}
