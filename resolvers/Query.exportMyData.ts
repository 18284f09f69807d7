import { util, type Context } from '@aws-appsync/utils';
import { sessionIdOf } from '../model/session';
import type { Account } from './lib/account';
import { viewerOf } from './lib/viewer';

export function request() {
  return {};
}

/** Standings are not in it: they are sums of the completions. */
export function response(ctx: Context<object, Account>) {
  const { profile, history, sessions } = ctx.stash;
  return {
    profile: {
      id: viewerOf(ctx.identity).userId,
      username: profile.username,
      email: profile.email ?? null,
      avatarUrl: profile.avatarUrl,
      createdAt: profile.createdAt,
      lastLoginAt: profile.lastLoginAt,
    },
    progress: history.map((row) => ({
      exerciseId: row.exerciseId,
      startedAt: row.startedAt,
      completedAt: row.completedAt ?? null,
      attempts: row.attempts,
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
  };
}
