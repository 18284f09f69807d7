import { RECOVERY_DAYS_MAX } from './settings';

/** For how many days a table can be restored to any second. */
export const recoveryDays = (retentionDays: number): number =>
  Math.min(retentionDays, RECOVERY_DAYS_MAX);

/** Whether a stage has daily backups, because point-in-time recovery does not reach far enough. */
export const hasVault = (retentionDays: number, isProduction: boolean): boolean =>
  isProduction && retentionDays > RECOVERY_DAYS_MAX;
