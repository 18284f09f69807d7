import { Refusal, type Person, type World } from './exactnessWorld';
import { operation } from './operation';
import { personal, type Issued } from './personal';

/** Error types after which a client retries, and the maximum number of attempts. */
const TRY_AGAIN = ['Conflict', 'Internal'];
const TRIES_MAX = 50;

/**
 * The actions of learners in a world, with the retries of their clients.
 * @param refused called with the type of each error that is retried
 */
export function learnersIn(world: World, refused: (type: string) => void = () => {}) {
  /** By person and exercise. */
  const issued = new Map<string, Issued>();

  /** Retries while the error is retryable. */
  async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        const type = error instanceof Refusal ? error.type : '';
        if (tries === TRIES_MAX || !TRY_AGAIN.includes(type)) throw error;
        refused(type);
      }
    }
  }

  /** Starts an exercise, once per person. */
  async function start(person: Person, exerciseId: string): Promise<Issued> {
    const key = `${person.id} ${exerciseId}`;
    const before = issued.get(key);
    if (before) return before;
    const { startExercise } = await insist(() =>
      world.ask(
        person,
        operation(`mutation ($id: ID!) { startExercise(exerciseId: $id) { variant challenge } }`),
        { id: exerciseId },
      ),
    );
    issued.set(key, startExercise!);
    return startExercise!;
  }

  /**
   * Submits once, without retries, after a start.
   * @param work hash of the finished work
   * @returns the outcome
   */
  async function submitOnce(person: Person, exerciseId: string, work: string): Promise<string> {
    const hash = personal(exerciseId, work, await start(person, exerciseId));
    const { recordCompletion } = await world.ask(
      person,
      operation(
        `mutation ($input: RecordCompletionInput!) { recordCompletion(input: $input) { outcome } }`,
      ),
      { input: { exerciseId, verificationHash: hash } },
    );
    return recordCompletion!.outcome;
  }

  return {
    start,

    submitOnce,

    submit: (person: Person, exerciseId: string, hash: string) =>
      insist(() => submitOnce(person, exerciseId, hash)),

    /** Deletes the account, with as many calls as necessary. */
    async leave(person: Person): Promise<void> {
      let isDone = false;
      while (!isDone) {
        const { deleteAccount } = await insist(() =>
          world.ask(
            person,
            operation(`mutation ($confirm: String!) { deleteAccount(confirm: $confirm) { done } }`),
            { confirm: person.username },
          ),
        );
        isDone = deleteAccount!.done;
      }
    },
  };
}
