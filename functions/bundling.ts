/**
 * How every function is bundled, as SST's `nodejs` option; SST itself adds ES modules, the target of
 * the runtime and what CommonJS packages need.
 *
 * On Lambda the credentials of the role are in the environment, where the AWS SDK looks first. The
 * sources it would try afterwards are loaded when they are reached, which is never: left out of the
 * bundle they cost no cold start.
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
