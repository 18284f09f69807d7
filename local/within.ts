/** Waits for something, and no longer than so many milliseconds: what is stuck is left behind. */
export function within(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    work
      .then(() => resolve(), reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}
