import { expect, it } from 'vitest';
import { progressKey } from '../../model/progress';
import { refuseForConflict } from '../stack/faults/kinds';
import { withoutToken } from '../support/answerLoss';
import { catalogue, rightHash } from '../support/catalogue';
import { send } from '../support/client';
import { personalAnswer } from '../support/completion';
import { databaseAt } from '../support/database';
import { startFront } from '../support/databaseFront';
import { operation } from '../support/operation';
import { givenPerson } from '../support/people';
import { givenFrontedStack } from '../support/stack';

/** The number of tries that fail on a conflict with another transaction. */
const CONFLICTS = 3;

/** The action that writes the verdict, and the number of its calls. */
let action = '';
let writes = Infinity;
const {
  stack: { url },
  databaseEndpoint,
} = await givenFrontedStack((endpoint) =>
  startFront(
    () => endpoint,
    async (call) => {
      const number = call.operation === action ? (writes += 1) : 0;
      if (number > 0 && number <= CONFLICTS && refuseForConflict(call)) return;
      const { status, body } = await call.forward(
        call.operation === 'TransactWriteItems' ? withoutToken(call.body) : undefined,
      );
      // The last try commits, but its response is lost.
      if (number === CONFLICTS + 1) call.socket.destroy();
      else call.answer(status, body);
    },
  ),
);
const database = databaseAt(databaseEndpoint);
const exercise = catalogue.find(
  ({ prerequisites, points }) => prerequisites.length === 0 && points > 0,
)!;

it.each([
  ['right', rightHash(exercise), 'COMPLETED', 'TransactWriteItems'],
  ['wrong', 'b'.repeat(64), 'REJECTED', 'UpdateItem'],
])(
  'the last try of a %s answer is recognized when its response is lost',
  async (name, work, outcome, written) => {
    const { id, token } = await givenPerson(`persistent-${name}`);
    const hash = await personalAnswer(url, token, exercise.id, work);
    action = written;
    writes = 0;
    const { data, errors } = await send(
      url,
      { token },
      operation(`mutation ($input: RecordCompletionInput!) {
        recordCompletion(input: $input) { outcome progress { attempts } }
      }`),
      { input: { exerciseId: exercise.id, verificationHash: hash } },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ recordCompletion: { outcome, progress: { attempts: 1 } } });
    expect(writes).toBe(CONFLICTS + 2);
    expect(await database.row('Progress', progressKey(id, exercise.id))).toMatchObject({
      attempts: 1,
    });
  },
);
