/**
 * How every function is bundled, as SST's `nodejs` option. SST adds ES modules, the target of the
 * runtime and what CommonJS packages need.
 *
 * On Lambda, the credentials of the role are in the environment, where the AWS SDK looks first. It
 * loads its other credential sources only when it reaches them, which never happens. Excluding them
 * from the bundle shortens cold starts.
 */
export const bundling = {
  minify: true,
  esbuild: {
    external: [
      '@aws-sdk/credential-provider-http',
      '@aws-sdk/credential-provider-ini',
      '@aws-sdk/credential-provider-process',
      '@aws-sdk/credential-provider-sso',
      '@aws-sdk/credential-provider-web-identity',
      '@smithy/credential-provider-imds',
    ],
  },
};
