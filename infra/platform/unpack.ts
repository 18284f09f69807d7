import { installPlatform } from './install';

// Runs before the checks and tests that need it, which run in parallel.
installPlatform();
