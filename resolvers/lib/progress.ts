import type { ProgressItem } from '../../model/progress';

/** A viewer's work on a lab as GraphQL shows it; `Progress.exercise` finds the lab by the id. */
export interface ProgressCard {
  exerciseId: string;
  startedAt: string;
  completedAt: string | null;
  attempts: number;
}

export function progressCard(item: ProgressItem): ProgressCard {
  return {
    exerciseId: item.exerciseId,
    startedAt: item.startedAt,
    completedAt: item.completedAt ?? null,
    attempts: item.attempts,
  };
}
