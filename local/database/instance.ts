/** Path at which a running database returns its name, on the admin UI's server. */
export const INSTANCE_PATH = '/.instance';
