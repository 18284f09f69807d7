const FRONTENDS = new Map([
  ['prod', 'https://works-on-my.cloud'],
  ['preview', 'https://preview.works-on-my.cloud'],
]);

/** The single origin that may read a stage's REST API, and to which every sign-in returns. */
export const frontendOf = (stage: string): string =>
  FRONTENDS.get(stage) ?? 'http://localhost:4321';
