import type { LabJson } from './labFolder';

/** What to do about a lab that has changed since the learner started it. */
export const newVersionAdvice = ({ exerciseId, version }: LabJson): string =>
  `This lab has changed since version ${version}, which you have here. Start it again in a new folder: akasha-labs start ${exerciseId} ${exerciseId}-new`;
