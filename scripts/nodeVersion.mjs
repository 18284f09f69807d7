/**
 * Checks whether package.json allows the version of Node.js that runs this file. Older versions
 * must be able to read the file, so that it can report the version before anything fails with a
 * different error.
 */

/** The numbers of `20.19.0` or `>=24`, with 0 for those that are missing. */
function numbers(text) {
  const [major, minor = 0, patch = 0] = text.replace(/^\D+/, '').split('.').map(Number);
  return [major, minor, patch];
}

function isAtLeast(version, least) {
  const index = version.findIndex((number, position) => number !== least[position]);
  return index < 0 || version[index] > least[index];
}

/** `^20.19.0` allows one major version, `>=24` also allows later ones. */
function includes(range, version) {
  const least = numbers(range);
  return isAtLeast(version, least) && (range.startsWith('>=') || version[0] === least[0]);
}

/**
 * @param version such as `20.19.0`
 * @param engines ranges as in package.json, `^20.19.0 || >=24`
 * @returns the line to show, or null if the version is supported
 */
export function refusal(version, engines) {
  const found = numbers(version);
  if (engines.split(' || ').some((range) => includes(range, found))) return null;
  return `Node.js ${version} is not supported. Use ${engines}, for example Node.js 24.`;
}
