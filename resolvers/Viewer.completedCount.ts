import type { Context } from '@aws-appsync/utils';
import type { BoardItem } from '../model/board';
import { failOnSourceError } from './lib/fail';

export { request } from './Viewer.points';

export function response(ctx: Context<object, object, object, object, BoardItem | null>) {
  failOnSourceError(ctx.error);
  return ctx.result?.completions ?? 0;
}
