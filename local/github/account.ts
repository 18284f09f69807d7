import { createHash } from 'node:crypto';

/** A person on the stand-in GitHub, made up from nothing but a login. */
export interface Account {
  /** The same for a login at every start, in upper or lower case. */
  readonly id: number;
  readonly login: string;
}

/** GitHub's rule: letters, digits and single hyphens, none of them at either end, 39 at most. */
const loginPattern = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

export const LOGIN_RULE = 'A login has 1 to 39 letters, digits and single hyphens between them.';

export const isLogin = (text: string): boolean => loginPattern.test(text);

/** The id is 48 bits of a hash: exact as a number in JSON, and no collision to fear among a laptop's logins. */
export function accountOf(login: string): Account {
  const hash = createHash('sha256').update(login.toLowerCase()).digest('hex');
  return { login, id: parseInt(hash.slice(0, 12), 16) };
}

/** As `GET /user/emails` lists them. */
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
