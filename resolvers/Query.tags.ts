import { get } from '@aws-appsync/utils/dynamodb';
import { tagsKey, type TagsItem } from '../model/exercise';
import type { Row } from '../model/keys';
import type { Answer } from './lib/answer';
import type { FieldContext } from './lib/context';
import { failOnSourceError } from './lib/fail';
import type { Query } from './schema.types';

export const request = () => get<Row<TagsItem>>({ key: tagsKey });

export function response(
  ctx: FieldContext<object, object, TagsItem | null>,
): Answer<Query['tags']> {
  failOnSourceError(ctx.error);
  return ctx.result?.tags ?? [];
}
