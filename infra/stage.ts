/** Kept for ever: `sst remove` refuses it, and its tables outlive even their removal from the code. */
export const isProduction = $app.stage === 'prod';

const frontends: Readonly<Record<string, string>> = {
  prod: 'https://works-on-my.cloud',
  preview: 'https://preview.works-on-my.cloud',
};

/** The one origin that may read the REST API, and where every sign-in ends. */
export const frontendUrl = frontends[$app.stage] ?? 'http://localhost:4321';

/** Names what SST does not name, so that it is found by app and stage. */
export const stageName = (name: string): string => `${$app.name}-${$app.stage}-${name}`;

/** Days after which logs are deleted. */
export const LOG_RETENTION_DAYS = 30;
