import { Resource } from 'sst';
import type { TableName } from '../../model/tables';

/** What infra links to the functions, to each only what its entry in the manifest names. */
interface Links {
  /** Signs session tokens and the sign-in cookie. */
  readonly JwtSecret: { readonly value: string };
  readonly GithubClientId: { readonly value: string };
  readonly GithubClientSecret: { readonly value: string };
  /** The stage's own frontend, where every sign-in ends. */
  readonly Frontend: { readonly url: string };
  readonly Github: { readonly url: string; readonly apiUrl: string };
}

export type LinkName = keyof Links;

/** Follow from what a function may do. */
type AccessLinks = Readonly<Record<TableName, { readonly name: string }>> & {
  /** Our own API: the address that takes operations. */
  readonly GraphqlApi: { readonly url: string };
};

/**
 * The links of this function. Reading one that it does not have throws.
 *
 * SST generates the type of `Resource` at each deploy, outside the repository; this one says what the
 * functions rely on, deployed or local.
 */
export const config = Resource as unknown as Links & AccessLinks;
