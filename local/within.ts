/** Waits up to the given number of milliseconds. Work that hangs is abandoned. */
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
