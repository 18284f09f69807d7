import { util } from '@aws-appsync/utils';
import { halfSipHash } from './halfSipHash';
import { failOnPageToken } from './page';
import { visitable, VISITABLE_MAX } from './visitable';

/** Two words in JSON. `bundle.ts` inserts them. */
declare const PAGE_KEY: string;

/** The start of a page of a board. */
export interface BoardPosition {
  /** Number of people on the previous pages. */
  before: number;
  /** AppSync's own token. Null for the first page. */
  token: string | null;
}

const PATTERN = '^[1-9][0-9]{0,8}[.][0-9]+-[0-9]+[.][^\\p{Cs}]+$';

/**
 * The token of a page is `<people on the previous pages>.<seal>.<AppSync's token>`. Ranks continue
 * from the previous page without another read. Only the holder of the key can seal a number
 * together with a token, so neither can be changed.
 */
export const boardToken = (before: number, token: string): string =>
  `${before}.${seal(before, token)}.${token}`;

/** The content of a `boardToken`. Ends the resolver as `InvalidInput` for any other text. */
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
  // URL encoding produces printable ASCII, whatever characters AppSync's tokens contain.
  const text = `${before}.${util.urlEncode(token)}`;
  // AppSync's own tokens have about 1,300 characters.
  if (text.length > VISITABLE_MAX) failOnPageToken();
  const bytes = visitable(text.split('')).map((chars) =>
    chars.map((char) => PRINTABLE.indexOf(char) + SPACE),
  );
  return halfSipHash(JSON.parse(PAGE_KEY) as number[], bytes).join('-');
}

/** In the order of their codes, starting with the space: AppSync has no charCodeAt. */
const PRINTABLE =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~';
const SPACE = 32;
