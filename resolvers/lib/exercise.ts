import { util } from '@aws-appsync/utils';
import {
  EXERCISE_ID_PATTERN,
  EXERCISE_ID_RULE,
  type catalogIndex,
  type ExerciseItem,
} from '../../model/exercise';
import type { ItemKey } from '../../model/keys';
import type { Exercise } from '../schema.types';
import type { Answer } from './answer';
import { bundleUrl } from './bundleUrl';
import { fail } from './fail';

/** An exercise as returned by GraphQL, without the fields that have their own resolver. */
export type ExerciseResult = Answer<Exercise>;

/** Attributes of the row that are part of no GraphQL type. */
type Hidden = Partial<ItemKey & ReturnType<typeof catalogIndex>> & Pick<ExerciseItem, 'searchText'>;

/** Every other attribute of the row must be in the schema, so that none is exposed by mistake. */
type Shown = ExerciseResult & {
  [Attribute in Exclude<keyof ExerciseRow, keyof ExerciseResult>]?: never;
};

type ExerciseRow = Omit<ExerciseItem, 'version'> & Partial<Pick<ExerciseItem, 'version'>> & Hidden;

/** The version of a card that was published before there were versions. */
const FIRST_VERSION = 1;

/** Removes the attributes that are part of no GraphQL type. */
export function exerciseResult(row: ExerciseRow): ExerciseResult {
  const { pk: _pk, sk: _sk, gsi1pk: _gsi1pk, gsi1sk: _gsi1sk, ...item } = row;
  const { searchText: _text, bundle, ...card } = item;
  const shown: Shown = {
    ...card,
    version: card.version ?? FIRST_VERSION,
    bundle: bundle
      ? { url: bundleUrl(bundle.sha256), sha256: bundle.sha256, bytes: bundle.bytes }
      : null,
  };
  return shown;
}

/** The exercise that was read. Ends the resolver as `NotFound` if there is none. */
export function existingExercise(item: ExerciseItem | null): ExerciseItem {
  if (!item) fail('NotFound', 'There is no exercise with this id.');
  return item;
}

/** Ends the resolver as `InvalidInput` for an id that no exercise can have. */
export function checkExerciseId(id: string): void {
  if (!util.matches(EXERCISE_ID_PATTERN, id)) fail('InvalidInput', EXERCISE_ID_RULE);
}
