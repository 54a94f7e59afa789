// The window that a prediction is about, and where it stands.
import { daysLater, fortnight } from './signs.ts'

export type Window = { readonly opensOn: string; readonly closesOn: string }

/** The fortnight that opens on the day after this one: nothing of it can be known when it is sealed. */
export function fortnightAhead(today: string): Window {
  return { opensOn: daysLater(today, 1), closesOn: daysLater(today, fortnight) }
}

/** Days after a window's close in which late reports of it still come in. Then it is scored, once. */
export const lateDays = 14

export type WindowState = 'sealed' | 'open' | 'late reports' | 'due' | 'scored'

export function windowState({ opensOn, closesOn }: Window, today: string, scored: boolean): WindowState {
  if (scored) return 'scored'
  if (today < opensOn) return 'sealed'
  if (today <= closesOn) return 'open'
  return today <= daysLater(closesOn, lateDays) ? 'late reports' : 'due'
}

/** In words: for the public too. */
export const stateWords: Readonly<Record<WindowState, string>> = {
  sealed: 'Sealed. The window has not opened',
  open: 'Sealed. The window is open',
  'late reports': 'Closed. Late reports are waited for',
  due: 'Closed. To be scored',
  scored: 'Scored',
}
