import { util } from '@aws-appsync/utils';
import { put } from '@aws-appsync/utils/dynamodb';

export function request(ctx) {
  const note = {
    text: ctx.args.text,
    author: ctx.identity.resolverContext.name,
    writtenAt: util.time.nowISO8601(),
  };
  return put({ key: { id: util.autoId() }, item: note });
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
}
