import type { LabJson } from './labFolder';

/**
 * What to do about a lab that has changed since the learner started it. A completed lab is not
 * started again.
 *
 * @param isCompleted undefined if it is unknown
 */
export function newVersionAdvice(
  { exerciseId, version }: Pick<LabJson, 'exerciseId' | 'version'>,
  isCompleted: boolean | undefined,
): string {
  if (isCompleted) {
    return `You have already completed this lab. It has changed since version ${version}, and its new version cannot be started.`;
  }
  const changed = `This lab has changed since version ${version}, which you have here.`;
  const command = `akasha-labs start ${exerciseId} ${exerciseId}-new`;
  return isCompleted === undefined
    ? `${changed} Unless you have already completed it, start it again in a new folder: ${command}`
    : `${changed} Start it again in a new folder: ${command}`;
}
