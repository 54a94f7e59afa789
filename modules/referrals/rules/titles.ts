import { type MomentKey, moments } from './moments.ts'

export type About = 'person' | 'peer group' | 'place'

/** How a referral is called in a list, a message or an agenda: six signs of its id. */
export function referenceOf(id: string): string {
  return id.slice(-6).toUpperCase()
}

/** How old somebody is, in the words of a title; `age` in whole years. */
export function ageGroup(age: number | null): string {
  if (age === null) return 'person'
  if (age < 11) return 'child'
  return age < 25 ? 'young person' : 'adult'
}

/** Whole years between two days `YYYY-MM-DD`. */
export function ageOn(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4))
  return today.slice(5) < born.slice(5) ? years - 1 : years
}

/** The age of whom a referral is about: from the date of birth, or as the referrer guessed it. */
export function ageOf(it: { born: string | null; about_age: number | null }, today: string): number | null {
  return it.born === null ? it.about_age : ageOn(it.born, today)
}

const aboutWords = { 'peer group': 'group of friends', place: 'place' } as const

/** "Referral 3F2A9C: young person, injury seen in hospital". It names nobody: every member of a group reads it. */
export function neutralTitle(it: {
  readonly id: string
  readonly about: About
  readonly age: number | null
  readonly moment: MomentKey | null
}): string {
  const who = it.about === 'person' ? ageGroup(it.age) : aboutWords[it.about]
  const moment = it.moment === null ? '' : moments[it.moment].short
  return `Referral ${referenceOf(it.id)}: ${[who, moment].filter(Boolean).join(', ')}`
}
