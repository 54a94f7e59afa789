import { ukDay } from '#platform/clock'
import { NotAllowed, NotFound } from '#platform/errors'
import type { Visit } from '#platform/module'
import { isOld, placesInWords } from '../rules/finding.ts'
import type { Places } from '../store/places.ts'
import { type Offer, offerById } from '../store/programmes.ts'
import { mayKeep } from '../store/versions.ts'

export const purpose = 'reference'

/** The programme in the address, or NotFound. */
export async function offerIn({ tx, params }: Visit): Promise<Offer> {
  const it = await offerById(tx, params['id'] ?? '')
  if (it === undefined) throw new NotFound()
  return it
}

/** The same, for whoever may describe it. Throws NotAllowed for anyone else. */
export async function keptOffer(visit: Visit): Promise<Offer> {
  const it = await offerIn(visit)
  if (!(await mayKeep(visit.tx, it.id)))
    throw new NotAllowed('Only coordinators and those who run this programme may change it.')
  return it
}

export function placesShown(it: Places, now: Date) {
  return { ...it, words: placesInWords(it), old: isOld(it.on_day, ukDay(now)) }
}
