import { createHash } from 'node:crypto';

/** A person on the stand-in GitHub, derived only from a login. */
export interface Account {
  /** Stable for a login across restarts, case-insensitive. */
  readonly id: number;
  readonly login: string;
}

/** GitHub's rule: at most 39 letters, digits and single hyphens, with no hyphen at either end. */
const loginPattern = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

export const LOGIN_RULE = 'A login has 1 to 39 letters, digits and single hyphens between them.';

export const isLogin = (text: string): boolean => loginPattern.test(text);

/**
 * The id is 48 bits of a hash: exact as a number in JSON, and without realistic collisions among
 * the logins on a laptop.
 */
export function accountOf(login: string): Account {
  const hash = createHash('sha256').update(login.toLowerCase()).digest('hex');
  return { login, id: parseInt(hash.slice(0, 12), 16) };
}

/** In the format of `GET /user/emails`. */
export const emailsOf = ({ id, login }: Account) => [
  {
    email: `${login.toLowerCase()}@users.noreply.github.example`,
    primary: true,
    verified: true,
    visibility: 'private',
  },
  {
    email: `${id}+${login.toLowerCase()}@users.noreply.github.example`,
    primary: false,
    verified: true,
    visibility: null,
  },
];
