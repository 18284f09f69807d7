/**
 * Parses the output of `sst secret list`: `<Name>=<value>` lines below `# fallback` and `#
 * <app>/<stage>`. A value can span several lines. The stage's own value comes last and takes
 * precedence.
 */
export function readSecretList(printed: string): ReadonlyMap<string, string> {
  const entries = printed
    .replace(/^\n?# .*\n/gm, '')
    .split(/^(?=[A-Z]\w*=)/m)
    .filter((each) => each !== '');
  return new Map(
    entries.map((entry) => {
      const end = entry.indexOf('=');
      return [entry.slice(0, end), entry.slice(end + 1).replace(/\n$/, '')];
    }),
  );
}
