/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app({ stage }) {
    const isProduction = stage === 'prod';
    // Later, SST has set the variable itself. SST shows no errors of this function, so the commands
    // of this repository check the region before they run SST.
    const region = process.env['AWS_REGION'];
    if (region && region !== 'ap-south-1') throw new Error('AWS_REGION must be ap-south-1.');
    return {
      name: 'akasha-labs',
      home: 'aws',
      removal: isProduction ? 'retain' : 'remove',
      protect: isProduction,
      // The version that SST's own platform is built with, so that a deploy has a single AWS
      // provider.
      providers: {
        aws: {
          version: '7.20.0',
          region: 'ap-south-1',
          // On every resource, beside SST's own `sst:app` and `sst:stage`. Bills are split by them.
          defaultTags: {
            tags: { product: 'akasha-labs', stage, repository: 'works-on-my-cloud/akasha-labs' },
          },
        },
      },
    };
  },
  async run() {
    const { outputs } = await import('./infra');
    return outputs;
  },
});
