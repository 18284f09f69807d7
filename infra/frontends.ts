const FRONTENDS = new Map([
  ['prod', 'https://works-on-my.cloud'],
  ['preview', 'https://preview.works-on-my.cloud'],
]);

/** The one origin that may read a stage's REST API, and where every sign-in ends. */
export const frontendOf = (stage: string): string =>
  FRONTENDS.get(stage) ?? 'http://localhost:4321';
