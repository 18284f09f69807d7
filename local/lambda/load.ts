import { lambdas, type LambdaName } from '../../functions/manifest';

/** A Lambda's own function. Its event and its answer are between its invoker and itself. */
export type LambdaHandler<Event, Result> = (event: Event) => Promise<Result>;

/** Imports a Lambda's handler. Not before its resources are linked. */
export async function loadHandler<Event, Result>(
  name: LambdaName,
): Promise<LambdaHandler<Event, Result>> {
  const file = /^functions\/(.+)\.handler$/.exec(lambdas[name].handler)![1]!;
  // The bundle of a command holds every file that the pattern may name.
  const loaded = (await import(/* @vite-ignore */ `../../functions/${file}.ts`)) as {
    handler: LambdaHandler<Event, Result>;
  };
  return loaded.handler;
}
