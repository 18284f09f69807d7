import type { Context } from '@aws-appsync/utils';
import { remove } from '@aws-appsync/utils/dynamodb';
import { sessionKey } from '../model/session';
import { failOnSourceError } from './lib/fail';
import { viewerOf } from './lib/viewer';

export function request(ctx: Context) {
  const viewer = viewerOf(ctx.identity);
  return remove({ key: sessionKey(viewer.tokenHash, viewer.userId) });
}

export function response(ctx: Context<object, object, object, object, object | null>) {
  failOnSourceError(ctx.error);
  return { sessionsEnded: ctx.result ? 1 : 0 };
}
