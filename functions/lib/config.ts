import { Resource } from 'sst';

/** What infra links to the functions, to each only what it uses. */
interface Links {
  readonly Users: { readonly name: string };
  readonly Progress: { readonly name: string };
  readonly Sessions: { readonly name: string };
  readonly Exercises: { readonly name: string };
  readonly Leaderboards: { readonly name: string };
  /** Signs session tokens and the sign-in cookie. */
  readonly JwtSecret: { readonly value: string };
  readonly GithubClientId: { readonly value: string };
  readonly GithubClientSecret: { readonly value: string };
  /** The stage's own frontend, where every sign-in ends. */
  readonly Frontend: { readonly url: string };
  readonly Github: { readonly url: string; readonly apiUrl: string };
  /** Our own API: the address that takes operations. */
  readonly GraphqlApi: { readonly url: string };
}

/**
 * The links of this function. Reading one that it does not have throws.
 *
 * SST generates the type of `Resource` at each deploy, outside the repository; this one says what the
 * functions rely on, deployed or local.
 */
export const config = Resource as unknown as Links;
