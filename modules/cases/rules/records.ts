// What a case holds, as its forms make it and its store keeps it.
import type { Came, Ending, Met, ReviewDecision } from './words.ts'

export type Goal = {
  readonly id: string
  readonly position: number
  readonly words: string
  readonly said_by: 'person' | 'carer' | 'worker'
  readonly not_own_why: string
  readonly steps: readonly string[]
}

export type Session = {
  readonly id: string
  readonly held_on: string
  readonly held_at: string
  readonly came: Came
  readonly who: string
  readonly done: string
  readonly own_view: string
  readonly missed_why: string
  readonly missed_done: string
  readonly next: string
  /** Who of us worked with them, which is not always who wrote it down. */
  readonly worker: string
  readonly worker_name: string | null
  readonly in_group: boolean
  readonly recorder: string | null
}

export type NewSession = Omit<Session, 'id' | 'recorder' | 'worker_name' | 'worker' | 'in_group'> & {
  /** Whoever writes it down, where nobody else is named. */
  readonly worker?: string
  readonly in_group?: boolean
}

export type Review = {
  readonly id: string
  readonly held_on: string
  readonly changed: string
  readonly own_words: string
  readonly no_words_why: string
  readonly decision: ReviewDecision
  readonly why: string
  readonly next_on: string | null
  readonly recorder: string | null
}

export type NewReview = Omit<Review, 'id' | 'recorder'>

export type GoalOutcome = {
  readonly goal: string
  /** The version of the plan whose words the goal is in. */
  readonly plan: string
  readonly words: string
  readonly met: Met
  readonly own_view: string
}

export type Outcome = {
  readonly id: string
  readonly ended_on: string
  readonly how: Ending
  readonly reason: string
  readonly why: string
  readonly own_view: string
  readonly no_view_why: string
  readonly handover_to: string
  readonly handover: string
  readonly accepted_by: string
  readonly accepted_on: string | null
  /** Why a case that ends at 18 has no accepted move; empty otherwise. */
  readonly no_move_why: string
  /** What they say as they leave; each empty where they were not asked, or said nothing. */
  readonly helped: string
  readonly not_helped: string
  readonly if_again: string
  readonly recorder: string | null
  readonly goals: readonly GoalOutcome[]
}

export type NewOutcome = Omit<
  Outcome,
  'id' | 'recorder' | 'goals' | 'accepted_by' | 'accepted_on' | 'no_move_why' | 'helped' | 'not_helped' | 'if_again'
> & {
  readonly accepted_by?: string
  readonly accepted_on?: string | null
  readonly no_move_why?: string
  readonly helped?: string
  readonly not_helped?: string
  readonly if_again?: string
  readonly goals: readonly Omit<GoalOutcome, 'plan' | 'words'>[]
}
