import { Failure } from '../failure';

export const notSignedIn = (): Failure =>
  new Failure('SignedOut', 'You are not signed in. Run: akasha-labs login');

export const sessionEnded = (): Failure =>
  new Failure('SignedOut', 'Your session has ended. Run: akasha-labs login');
