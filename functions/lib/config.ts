import { Resource } from 'sst';
import type { TableName } from '../../model/tables';

/**
 * The resources that infra links to the functions. Each function has only the links in its manifest
 * entry.
 */
interface Links {
  /** Signs session tokens and the sign-in cookie. */
  readonly JwtSecret: { readonly value: string };
  readonly GithubClientId: { readonly value: string };
  readonly GithubClientSecret: { readonly value: string };
  /** The stage's own frontend, to which every sign-in returns. */
  readonly Frontend: { readonly url: string };
  readonly Github: { readonly url: string; readonly apiUrl: string };
  /** The CDN sends the current secret to its origin, and may still send the previous one. */
  readonly OriginSecret: { readonly current: string; readonly previous: string };
  /** Our own API with its public key. */
  readonly PublicApi: { readonly url: string; readonly key: string };
}

export type LinkName = keyof Links;

/** Links derived from the function's access. */
type AccessLinks = Readonly<Record<TableName, { readonly name: string }>> & {
  /** Our own API: its GraphQL endpoint. */
  readonly GraphqlApi: { readonly url: string };
};

/**
 * The links of this function. Reading a link that it does not have throws.
 *
 * SST generates the type of `Resource` at each deploy, outside the repository. This type declares
 * the links that the functions rely on, deployed or local.
 */
export const config = Resource as unknown as Links & AccessLinks;
