import { util } from '@aws-appsync/utils';
import { halfSipHash } from './halfSipHash';
import { failOnPageToken } from './page';
import { visitable, VISITABLE_MAX } from './visitable';

/** Two words in JSON, which `bundle.ts` writes in. */
declare const PAGE_KEY: string;

/** Where a page of a board begins. */
export interface BoardPosition {
  /** How many stand on the pages before. */
  before: number;
  /** AppSync's own token; null for the first page. */
  token: string | null;
}

const PATTERN = '^[1-9][0-9]{0,8}[.][0-9]+-[0-9]+[.][^\\p{Cs}]+$';

/**
 * A page's token is `<people on the pages before>.<seal>.<AppSync's token>`: ranks go on where they
 * stopped, and nothing has to be read for it. Only who has the key can seal a number together with a
 * token, so that nobody can change one of them.
 */
export const boardToken = (before: number, token: string): string =>
  `${before}.${seal(before, token)}.${token}`;

/** What a token of `boardToken` says; ends the resolver as `InvalidInput` for any other text. */
export function boardPosition(nextToken: string | null | undefined): BoardPosition {
  if (nextToken == null) return { before: 0, token: null };
  if (!util.matches(PATTERN, nextToken)) failOnPageToken();
  const [number, sealed] = nextToken.split('.');
  const before = JSON.parse(number!) as number;
  const token = nextToken.slice(`${number}.${sealed}.`.length);
  if (sealed !== seal(before, token)) failOnPageToken();
  return { before, token };
}

function seal(before: number, token: string): string {
  // URL encoding leaves printable ASCII, whatever AppSync makes its tokens of.
  const text = `${before}.${util.urlEncode(token)}`;
  // AppSync's own tokens have some 1,300 characters.
  if (text.length > VISITABLE_MAX) failOnPageToken();
  const bytes = visitable(text.split('')).map((chars) =>
    chars.map((char) => PRINTABLE.indexOf(char) + SPACE),
  );
  return halfSipHash(JSON.parse(PAGE_KEY) as number[], bytes).join('-');
}

/** In the order of their codes, from the space: AppSync has no charCodeAt. */
const PRINTABLE =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~';
const SPACE = 32;
