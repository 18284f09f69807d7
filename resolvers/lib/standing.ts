import { get } from '@aws-appsync/utils/dynamodb';
import { boardKey, type BoardItem } from '../../model/board';
import type { Row } from '../../model/keys';

/**
 * Reads a person's board row with strong consistency, so that they see what they have just done.
 */
export const standingRequest = (period: string, userId: string) =>
  get<Row<BoardItem>>({ key: boardKey(period, userId), consistentRead: true });
