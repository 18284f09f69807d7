/** Managing a key, without using it: `kms:Create*` would include grants. */
export const KEY_ADMINISTRATION = [
  ...['CancelKeyDeletion', 'Describe*', 'Disable*', 'Enable*', 'Get*', 'List*', 'PutKeyPolicy'],
  ...['RevokeGrant', 'RotateKeyOnDemand', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource'],
  'Update*',
].map((action) => `kms:${action}`);
