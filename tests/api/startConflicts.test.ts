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

/** Starts an exercise while other transactions are in the way of the first tries. */
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
  'a start that meets %i other transactions starts the exercise',
  async (conflicts) => {
    const { answer } = await startBeside(conflicts);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({ startExercise: { attempts: 0 } });
  },
);

it('a start that meets another transaction at every try is a Conflict, and can be repeated', async () => {
  const { answer, start } = await startBeside(4);
  expect(answer.data).toEqual({ startExercise: null });
  expect(answer.errors).toMatchObject([{ errorType: 'Conflict', path: ['startExercise'] }]);
  expect((await start()).data).toEqual({ startExercise: { attempts: 0 } });
});
