import { expect, it } from 'vitest';
import { refusal } from '../../scripts/nodeVersion.mjs';
import manifest from '../../package.json';

const { node: engines } = manifest.engines;

it.each(['16.20.2', '18.20.8', '20.9.0', '20.18.3', '21.7.3', '22.12.0', '23.11.1'])(
  'Node.js %s is rejected with a one-line error',
  (version) => {
    expect(refusal(version, engines)).toBe(
      `Node.js ${version} is not supported. Use ${engines}, for example Node.js 24.`,
    );
  },
);

it.each(['20.19.0', '20.20.2', '22.13.0', '22.21.1', '24.0.0', '25.2.1', process.versions.node])(
  'Node.js %s is accepted',
  (version) => {
    expect(refusal(version, engines)).toBeNull();
  },
);
