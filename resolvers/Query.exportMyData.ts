import { util } from '@aws-appsync/utils';
import { sessionIdOf } from '../model/session';
import type { Answer } from './lib/answer';
import type { StashContext } from './lib/context';
import type { ExportStash } from './lib/exportStash';
import { failOnPageToken } from './lib/page';
import { viewerOf } from './lib/viewer';
import type { Query, QueryExportMyDataArgs } from './schema.types';

const WORK = 'work.';
const SESSIONS = 'sessions.';
const LISTS = [WORK, SESSIONS];

/** The token of a page is AppSync's own, prefixed with the name of the list that it continues. */
export function request(ctx: StashContext<QueryExportMyDataArgs, ExportStash>) {
  viewerOf(ctx.identity);
  const token = ctx.args.nextToken ?? WORK;
  const isPastWork = token.startsWith(SESSIONS);
  if (!LISTS.some((list) => token.startsWith(list))) failOnPageToken();
  ctx.stash.isPastWork = isPastWork;
  ctx.stash.workFrom = isPastWork ? null : tokenAfter(WORK, token);
  ctx.stash.sessionsFrom = isPastWork ? tokenAfter(SESSIONS, token) : null;
  ctx.stash.work = [];
  ctx.stash.sessions = [];
  return {};
}

/** AppSync's own token. Null if there is none. */
const tokenAfter = (list: string, token: string): string | null =>
  token === list ? null : token.slice(list.length);

/** Does not include standings, because they are sums of the completions. */
export function response(
  ctx: StashContext<QueryExportMyDataArgs, ExportStash>,
): Answer<Query['exportMyData']> {
  const { profile, work, sessions } = ctx.stash;
  return {
    profile: {
      id: viewerOf(ctx.identity).userId,
      username: profile.username,
      email: profile.email ?? null,
      avatarUrl: profile.avatarUrl,
      createdAt: profile.createdAt,
      lastLoginAt: profile.lastLoginAt,
    },
    progress: work.map((row) => ({
      exerciseId: row.exerciseId,
      startedAt: row.startedAt,
      completedAt: row.completedAt ?? null,
      attempts: row.attempts,
      version: row.version ?? 1,
      variant: row.variant ?? null,
      challenge: row.challenge ?? null,
      wrongAnswersAt: (row.wrongAnswersAt ?? []).map((moment) =>
        util.time.epochMilliSecondsToISO8601(moment),
      ),
      verificationHash: row.verificationHash ?? null,
      username: row.username ?? null,
      avatarUrl: row.avatarUrl ?? null,
      points: row.points ?? null,
    })),
    sessions: sessions.map((row) => ({
      id: sessionIdOf(row),
      createdAt: row.createdAt,
      userAgent: row.userAgent,
      expiresAt: util.time.epochMilliSecondsToISO8601(row.expiresAt * 1_000),
    })),
    nextToken: nextTokenOf(ctx.stash),
  };
}

function nextTokenOf({ nextWork, nextSessions }: ExportStash): string | null {
  if (nextWork) return `${WORK}${nextWork}`;
  return nextSessions ? `${SESSIONS}${nextSessions}` : null;
}
