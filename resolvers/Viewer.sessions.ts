import { util } from '@aws-appsync/utils';
import { sessionIdOf, type SessionRow } from '../model/session';
import type { Answer } from './lib/answer';
import type { StashContext } from './lib/context';
import type { SessionsStash } from './lib/sessionsStash';
import { viewerOf } from './lib/viewer';
import type { Viewer } from './schema.types';

export function request(ctx: StashContext<object, SessionsStash>) {
  viewerOf(ctx.identity);
  return {};
}

export function response(ctx: StashContext<object, SessionsStash>): Answer<Viewer['sessions']> {
  const { tokenHash } = viewerOf(ctx.identity);
  return inOrder(ctx.stash).map((row) => {
    const id = sessionIdOf(row);
    return {
      id,
      createdAt: row.createdAt,
      userAgent: row.userAgent,
      expiresAt: util.time.epochMilliSecondsToISO8601(row.expiresAt * 1_000),
      current: id === tokenHash,
    };
  });
}

/** Latest first, with the current session in its place. */
function inOrder({ listed, unlisted }: SessionsStash): SessionRow[] {
  if (!unlisted) return listed;
  return [
    ...listed.filter((row) => row.createdAt > unlisted.createdAt),
    unlisted,
    ...listed.filter((row) => row.createdAt <= unlisted.createdAt),
  ];
}
