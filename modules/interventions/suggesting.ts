import { ukDay } from '#platform/clock'
import type { Transaction } from '#platform/database'
import { longDate } from '#platform/views'
import { evidenceKinds, noRating } from './rules/evidence.ts'
import { agesInWords, isOld, placesInWords } from './rules/finding.ts'
import { byFitWords, type Fit, fittingOf, type Sought } from './rules/fitting.ts'
import { evidenceOf } from './store/evidence.ts'
import { latestPlaces } from './store/places.ts'
import { namesOf, offers, type Programme, programmeOf } from './store/programmes.ts'

/** A programme that may fit, with every reason in words. Nobody is measured: there is no figure to put it in order by. */
export type Suggestion = {
  readonly programme: Programme
  /** A key of `fitWords`. */
  readonly fit: Fit
  /** Why it may fit: the strengths and risks that it works on, strengths first. */
  readonly reasons: readonly string[]
  /** Why it may not, such as its ages. */
  readonly against: readonly string[]
  readonly ages: string
  readonly eligibility: string
  readonly places: string
  /** What it is based on and how strong the source says that this is. */
  readonly evidence: readonly string[]
}

/**
 * The programmes that work on what was found, in the order of `fitWords` and then by name. A person chooses among them; none
 * is put above another for how many things it works on. Needs no right beyond that to read programmes.
 */
export async function suggestedFor(tx: Transaction, sought: Sought, now: Date): Promise<Suggestion[]> {
  const names = await namesOf(tx)
  const fitting = (await offers(tx)).flatMap(offer => {
    const fit = offer.state === 'ended' ? undefined : fittingOf(offer, sought)
    return fit === undefined ? [] : [{ offer, ...fit, name: offer.name }]
  })
  const places = new Map((await latestPlaces(tx)).map(it => [it.programme, it]))
  const ids = fitting.map(({ offer }) => offer.id)
  const evidence = await evidenceOf(tx, ids)
  return fitting.sort(byFitWords).map(({ offer, fit, reasons, against }) => {
    const said = places.get(offer.id)
    return {
      programme: programmeOf(offer, names),
      ...{ fit, reasons, against },
      ages: agesInWords(offer),
      eligibility: offer.eligibility,
      places: said === undefined ? '' : placesSaid(said, ukDay(now)),
      evidence: evidence
        .filter(({ programme }) => programme === offer.id)
        .map(it => `${evidenceKinds[it.kind]}: ${it.rating || noRating} (${it.source}, ${it.source_year})`),
    }
  })
}

function placesSaid(it: Parameters<typeof placesInWords>[0] & { readonly on_day: string }, today: string): string {
  const words = `${placesInWords(it)}, as of ${longDate(it.on_day)}`
  return isOld(it.on_day, today) ? `${words}. Ask again` : words
}
