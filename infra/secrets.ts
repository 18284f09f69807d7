/** Values are set per stage with `sst secret set`; a deploy without one stops, and says which. */
export const secrets = {
  githubClientId: new sst.Secret('GithubClientId'),
  githubClientSecret: new sst.Secret('GithubClientSecret'),
  jwtSecret: new sst.Secret('JwtSecret'),
};
