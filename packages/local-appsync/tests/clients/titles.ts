/** The titles that a subscriber received, in order, and a way to wait for one. */
export interface Titles {
  readonly all: readonly string[];
  add(title: string): void;
  heard(title: string): Promise<void>;
}

export function collectTitles(): Titles {
  const all: string[] = [];
  const waiting = new Map<string, () => void>();
  return {
    all,
    add(title) {
      all.push(title);
      waiting.get(title)?.();
    },
    heard: (title) =>
      new Promise((resolve) => {
        if (all.includes(title)) resolve();
        else waiting.set(title, resolve);
      }),
  };
}
