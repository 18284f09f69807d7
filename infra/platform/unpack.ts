import { installPlatform } from './install';

// Before the checks and the tests that need it run side by side.
installPlatform();
