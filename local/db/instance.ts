/** Where a running database tells its name, beside the admin UI. */
export const INSTANCE_PATH = '/.instance';
