import { expect, it } from 'vitest';
import { startFaultyDatabase } from '../stack/faults/faultyDatabase';
import { refuseForConflict } from '../stack/faults/kinds';
import { catalogue } from '../support/catalogue';
import { send } from '../support/client';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenFrontedStack } from '../support/stack';

const {
  stack: { url },
  front: database,
} = await givenFrontedStack((endpoint) => startFaultyDatabase(() => endpoint));

const [exercise] = catalogue;

/** Starts an exercise. The first `conflicts` tries conflict with other transactions. */
async function startBeside(conflicts: number) {
  const { token } = await givenPerson(`starter-${conflicts}`);
  let left = conflicts;
  await database.set({
    at: 'request',
    act: (call) => call.operation === 'TransactWriteItems' && left-- > 0 && refuseForConflict(call),
  });
  const start = () =>
    send(
      url,
      { token },
      operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { attempts } }`),
      { id: exercise!.id },
    );
  const answer = await start();
  await database.set();
  return { answer, start };
}

it.each([1, 2, 3])(
  'a start succeeds after %i conflicts with other transactions',
  async (conflicts) => {
    const { answer } = await startBeside(conflicts);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({ startExercise: { attempts: 0 } });
  },
);

it('a start that conflicts on every try returns Conflict, and can be retried', async () => {
  const { answer, start } = await startBeside(4);
  expect(answer.data).toEqual({ startExercise: null });
  expect(answer.errors).toMatchObject([{ errorType: 'Conflict', path: ['startExercise'] }]);
  expect((await start()).data).toEqual({ startExercise: { attempts: 0 } });
});
