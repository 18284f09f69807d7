import { lambdas, type Lambda, type LambdaName } from '../../functions/manifest';
import { confine, inRole } from './role';

/** A Lambda's handler. What invokes it knows the types of its event and result. */
export type LambdaHandler<Event, Result> = (event: Event) => Promise<Result>;

/**
 * Imports a Lambda's handler, to be run in the role that the manifest gives it. Not before its resources
 * are linked.
 */
export async function loadHandler<Event, Result>(
  name: LambdaName,
): Promise<LambdaHandler<Event, Result>> {
  const { handler, access }: Lambda = lambdas[name];
  const file = /^functions\/(.+)\.handler$/.exec(handler)![1]!;
  const [loaded, { dynamo }] = await Promise.all([
    // The bundle of a command holds every file that the pattern may name.
    import(/* @vite-ignore */ `../../functions/${file}.ts`) as Promise<{
      handler: LambdaHandler<Event, Result>;
    }>,
    import('../../functions/lib/dynamo'),
  ]);
  confine(dynamo);
  return inRole({ name, access }, loaded.handler);
}
