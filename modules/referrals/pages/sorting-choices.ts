import { colleagues } from '#modules/agencies'
import { content as pack } from '#modules/model'
import { whoMay } from '#platform/access'
import type { Visit } from '#platform/module'
import { promptField } from '../forms/sorting.ts'
import { agreementsNow, settledBases } from '../rules/basis.ts'
import { clockWords, everyClock } from '../rules/clocks.ts'
import { everyOutcome, outcomes } from '../rules/outcomes.ts'
import { reasonGroups } from '../rules/reasons.ts'
import { wordsFor } from '../rules/words.ts'
import type { Referral } from '../store/referrals.ts'
import { sortedBy } from '../store/work.ts'

/** What the forms of sorting offer. */
export async function sortingChoices({ tx, actor }: Visit, referral: Referral, sorter: string | undefined) {
  const prompts = await pack(tx, 'seriousnessPrompts')
  const standing = await whoMay(tx, referral.id)
  const people = await colleagues(tx)
  const sorts = sorter === undefined ? undefined : (await sortedBy(tx, referral.id))?.sorter
  return {
    prompts: prompts.map(it => ({ field: promptField(it.id), text: it.prompt })),
    outcomeChoices: everyOutcome.map(value => ({ value, text: outcomes[value].words })),
    reasonGroups: reasonGroups.nothingMore,
    withdrawReasons: reasonGroups.takenBack,
    basisChoices: settledBases.map(value => ({ value, text: wordsFor('basis', value) })),
    agreementChoices: Object.entries(agreementsNow).map(([value, text]) => ({ value, text })),
    clockChoices: everyClock.map(value => ({ value, text: clockWords[value] })),
    colleagues: people.map(it => ({ value: it.id, text: `${it.name}, ${it.job_title}, ${it.agency}` })),
    given: standing
      .filter(({ level, kind }) => level === 20 && kind === 'person')
      .map(({ key, name, why, ends }) => ({ id: key, name, why, ends })),
    sorter: people.find(({ id }) => id === sorts)?.name,
    mine: sorts === actor.id,
    me: actor.id,
    needsPerson: referral.about === 'person' && referral.person === null,
  }
}
