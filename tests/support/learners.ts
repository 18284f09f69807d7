import { Refusal, type Person, type World } from './exactnessWorld';
import { operation } from './operation';

/** The types of error that a client tries again after, and how often at most. */
const TRY_AGAIN = ['Conflict', 'Internal'];
const TRIES_MAX = 50;

/**
 * What learners do in a world, as their clients do it.
 * @param refused hears the type of each error that is tried again after
 */
export function learnersIn(world: World, refused: (type: string) => void = () => {}) {
  /** Tries again while that is what the error says to do. */
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

  /** Submits once. @returns the outcome */
  async function submitOnce(person: Person, exerciseId: string, hash: string): Promise<string> {
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
    submitOnce,

    submit: (person: Person, exerciseId: string, hash: string) =>
      insist(() => submitOnce(person, exerciseId, hash)),

    /** Deletes the account, in as many calls as it takes. */
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
