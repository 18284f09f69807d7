import { describe, expect, it } from 'vitest';
import { BUNDLE_MAX_LENGTH } from '../../resolvers/bundle';
import { copyProduct, replaceIn } from '../support/copiedProduct';
import { synthesize } from './synthesize';

/** A copy of the product with replacements in some of its files. */
function givenProduct(changes: readonly (readonly [file: string, from: string, to: string])[]) {
  const root = copyProduct();
  for (const change of changes) replaceIn(root, ...change);
  return root;
}

/** The message of a failed deploy. It includes the number of resources created so far, if any. */
const refusal = (options: Parameters<typeof synthesize>[1], stage = 'dev'): Promise<string> =>
  synthesize([stage], options).then(
    () => 'It was deployed.',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe('a broken deploy stops before it reaches AWS', () => {
  it('and reports every fault of the resolver manifest', async () => {
    const manifest = 'resolvers/manifest.ts';
    const root = givenProduct([
      [manifest, "table: 'Leaderboards'", "table: 'Scores'"],
      [manifest, "index: 'gsi1'", "index: 'gsi2'"],
      [manifest, "'Viewer.progress': { source: 'progress' }", "'Viewer.work': { source: 'work' }"],
      [manifest, "'loadExercise',", "'loadTask',"],
      [manifest, "recordAnswer: 'completion'", "recordAnswer: 'answers'"],
      [manifest, "'recordAnswer',\n", "'recordAnswer', 'recordAnswer', 'recordAnswer',\n"],
      ['schema.graphql', '  viewer: Viewer\n', '  viewer: Viewer\n  news: String\n'],
      [
        'schema.graphql',
        'type Subscription {\n',
        'type Subscription {\n  onNews: String @aws_subscribe(mutations: ["logout"])\n',
      ],
    ]);
    expect((await refusal({ root })).split('\n')).toEqual([
      'resolvers/manifest.ts:',
      'The source "account" names an unknown table: Scores.',
      'The source "boards" names an unknown index: Leaderboards, gsi2.',
      'The step "recordAnswer" names an unknown source: answers.',
      'Mutation.recordCompletion has 12 steps. AppSync accepts at most 10.',
      'Mutation.startExercise names an unknown step: loadTask.',
      'The schema has no field Viewer.work.',
      'Viewer.work names an unknown source: work.',
      'Query.news has no resolver.',
      'Subscription.onNews has no resolver.',
    ]);
  });

  it('and reports every fault of the function manifest', async () => {
    const manifest = 'functions/manifest.ts';
    const root = givenProduct([
      [
        manifest,
        "table: 'Users', actions: ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem']",
        "table: 'Scores', actions: ['GetItem']",
      ],
      [manifest, 'index: INDEX', "index: 'gsi2'"],
      [manifest, "'Mutation.publishCompletion'", "'Mutation.publish'"],
      [manifest, 'GET /auth/github/callback', 'GET /auth/github'],
    ]);
    expect((await refusal({ root })).split('\n')).toEqual([
      'functions/manifest.ts:',
      'The Lambda "OauthCallback" names an unknown table: Scores.',
      'The Lambda "WidgetStats" names an unknown index: Progress, gsi2.',
      'The Lambda "PublishCompletion" requests an unknown field: Mutation.publish.',
      'Two Lambdas have the same route: rest, GET /auth/github.',
    ]);
  });

  it('and reports every default value in the schema', async () => {
    const root = givenProduct([
      ['schema.graphql', '    order: SolverOrder\n', '    order: SolverOrder! = FIRST\n'],
      ['schema.graphql', '  tag: String\n', '  tag: String = "git"\n'],
    ]);
    expect(await refusal({ root })).toMatch(
      /^schema\.graphql: AppSync drops default values\. [^\n]+ resolvers: ExerciseFilter\.tag on line \d+, Exercise\.solvers\(order\) on line \d+\.$/,
    );
  });

  it('and reports the types that would differ in AppSync', async () => {
    const root = givenProduct([
      ['infra/deployableSchema.ts', 'fields.flatMap(', 'fields.slice(1).flatMap('],
    ]);
    expect(await refusal({ root })).toMatch(
      /^The schema for AppSync differs from schema\.graphql in Query, Mutation, [^\n]+\. Fix infra\/deployableSchema\.ts\.$/,
    );
  });

  it('and reports a resolver that is too long', async () => {
    const padding = `export const padding = '${'x'.repeat(BUNDLE_MAX_LENGTH)}';`;
    const root = givenProduct([
      [
        'resolvers/Query.viewer.ts',
        'export function request',
        `${padding}\nexport function request`,
      ],
    ]);
    expect(await refusal({ root })).toMatch(
      /^resolvers\/Query\.viewer\.ts: the bundle has \d+ characters\. AppSync accepts at most 32000\.$/,
    );
  });

  it('and reports every line that AppSync’s type check rejects', async () => {
    const statements = 'const rows: object[] = [{ a: 1 }];\n  rows.push({ b: 2 });\n  return get<';
    const root = givenProduct([
      ['resolvers/Query.viewer.ts', 'return get<', statements],
      ['resolvers/lib/fail.ts', 'util.error(message', 'util.error(message + Date.now()'],
    ]);
    expect((await refusal({ root })).split('\n').sort()).toEqual([
      expect.stringMatching(
        /^resolvers\/Query\.viewer\.ts:\d+:13: Argument of type .+ \(TS2345\)$/,
      ),
      expect.stringMatching(
        /^resolvers\/lib\/fail\.ts:\d+:\d+: Cannot find name 'Date'\. \(TS2304\)$/,
      ),
    ]);
  });

  it('and reports every unusable secret, but no secret value', async () => {
    const secrets = { GithubClientSecret: 'value-of-the-secret\n', JwtSecret: 'too-short' };
    expect((await refusal({ secrets })).split('\n')).toEqual([
      'GithubClientId is not set.',
      'GithubClientSecret starts or ends with white space or a line break.',
      'JwtSecret must have at least 32 bytes.',
      'To set missing secrets, run `npx pnpm secrets dev`. To replace a value, run `npx pnpm sst secret set <Name> --stage dev`.',
    ]);
  });

  it('and reports every setting that is wrong or unknown', async () => {
    const settings = { dev: { DOMAIN: 'https://example.com', ENABLE_WAV: 'true' } };
    expect((await refusal({ settings })).split('\n')).toEqual([
      'ENABLE_WAV is not a setting. Did you mean ENABLE_WAF?',
      'DOMAIN must be a domain such as labs.example.com, in lowercase, or "none", not "https://example.com".',
    ]);
  });

  it('and states the name of the production stage', async () => {
    expect(await refusal({}, 'production')).toBe(
      'The stage "production" would not be protected. Production is called "prod": use --stage prod, or choose another name.',
    );
  });
});
