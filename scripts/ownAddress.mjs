import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Types and documentation: `ownAddress.d.mts`. */
export const ownAddress = {
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
  },
};
