/** Installs every package: what the product needs, and what its tests and checks need. */
import { installEverything } from './packages.mjs';

installEverything();
