import { ukDay } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { formErrors, type Parsed, parseForm } from '#platform/forms'
import { record } from '#platform/ledger'
import { type Answer, download, type Page, redirect, type Visit, view } from '#platform/module'
import { partnershipTitle } from '#platform/packs'
import { longDate } from '#platform/views'
import { choiceForm } from '../forms/requests.ts'
import { type Pack, type PackSection, packOf, sha256 } from '../pack.ts'
import { type Handed, inWords, lookWords, packData, packPage } from '../pack-document.ts'
import { groundSources, grounds } from '../rules/requests.ts'
import { disclosuresByInitials } from '../store/disclosures.ts'
import { purpose } from '../store/opened.ts'
import { addChoice, addEvent, eventRows, type SubjectRequest } from '../store/requests.ts'
import { again, marking, openedOf, referenceOf, requestIn, requestRoles, standingOf } from './request-parts.ts'

const common = { purpose, roles: requestRoles }

export const packPages: readonly Page[] = [
  {
    ...common,
    method: 'get',
    path: '/subject-access/:id/pack',
    handle: async visit => page(visit, await accessIn(visit)),
  },
  { ...common, method: 'post', path: '/subject-access/:id/pack', handle: choose },
  { ...common, method: 'post', path: '/subject-access/:id/pack/page', fresh: 'minutes', handle: handOver('page') },
  { ...common, method: 'post', path: '/subject-access/:id/pack/data', fresh: 'minutes', handle: handOver('data') },
]

/** A request for access that is not answered yet, or NotFound. */
async function accessIn(visit: Visit): Promise<SubjectRequest> {
  const it = await requestIn(visit)
  const { state } = standingOf(it, await eventRows(visit.tx, it.id), ukDay(visit.now))
  if (it.right !== 'access' || state !== 'open') throw new NotFound()
  return it
}

async function packIn(visit: Visit, it: SubjectRequest): Promise<Pack> {
  const opened = await openedOf(visit, it.id)
  const pack = await packOf(visit.tx, visit.modules, { request: it.id, opened, now: visit.now })
  const read = { action: 'read', kind: 'subject access pack' } as const
  await record(
    visit.tx,
    { ...read, subject: it.id, detail: { sections: pack.sections.length } },
    ...opened.map(row => ({ ...read, subject: row.record })),
  )
  return pack
}

async function page(
  visit: Visit,
  it: SubjectRequest,
  parsed?: Exclude<Parsed<unknown>, { ok: true }>,
): Promise<Answer> {
  const { sections, looks } = await packIn(visit, it)
  const wrong = parsed === undefined ? undefined : String(visit.body['section'] ?? '')
  const data = {
    title: `The pack for ${it.givenName} ${it.familyName}`,
    marking,
    back: { href: `/subject-access/${it.id}`, text: `${it.givenName} ${it.familyName}` },
    it,
    reference: referenceOf(it),
    sections: sections.map((section, at) => shownSection(section, at, wrong)),
    handedOver: sections.filter(({ handedOver }) => handedOver).length,
    keptBack: sections.filter(({ handedOver }) => !handedOver).length,
    looks: looks.map(lookWords),
    byInitials: (await disclosuresByInitials(visit.tx, initialsOf(it))).map(each => ({
      href: `/disclosures/${each.id}`,
      text: `${each.subject_label}, ${each.from_agency_name} to ${each.to_agency_name}, ${longDate(each.decided_on ?? each.asked_at)}`,
    })),
    grounds: [
      { value: '', text: 'Choose the law' },
      ...Object.entries(grounds).map(([value, text]) => ({
        value,
        text: `${text} (${groundSources[value as keyof typeof grounds]})`,
      })),
    ],
    answers: visit.body,
    errors: formErrors(parsed?.errors ?? []),
  }
  return view('sharing/views/request-pack.njk', data, parsed === undefined ? 200 : 422)
}

const initialsOf = ({ givenName, familyName }: SubjectRequest): string =>
  `${givenName} ${familyName}`
    .split(/[\s-]+/)
    .map(part => part.slice(0, 1))
    .join('')

function shownSection(section: PackSection, at: number, wrong: string | undefined) {
  const { choices, rows } = section
  const last = choices.toSorted((a, b) => a.chosenAt.getTime() - b.chosenAt.getTime()).at(-1)
  return {
    ...section,
    at: at + 1,
    wrong: section.key === wrong,
    rows: rows.map(row =>
      Object.entries(row).flatMap(([name, value]) => (value === '' ? [] : [[name, inWords(value)]])),
    ),
    last: last && {
      ...last,
      law: last.ground === null ? '' : `${grounds[last.ground]} (${groundSources[last.ground]})`,
    },
    lapsed: last?.choice === 'hand over' && !section.handedOver,
  }
}

async function choose(visit: Visit): Promise<Answer> {
  const it = await accessIn(visit)
  const parsed = parseForm(choiceForm, visit.body)
  if (!parsed.ok) return page(visit, it, parsed)
  const { section, digest, choice, ground, why } = parsed.value
  const shown = (await packIn(visit, it)).sections.find(({ key }) => key === section)
  if (shown === undefined) throw new NotFound()
  if (shown.digest !== digest) return page(visit, it, again('choice', 'This changed while you read it: read it again'))
  await addChoice(visit.tx, it.id, { section, digest, choice, ground, why }, visit.now)
  const words = choice === 'hand over' ? 'It will be handed over.' : 'It is kept back.'
  return redirect(`/subject-access/${it.id}/pack`, words)
}

function handOver(form: 'page' | 'data') {
  return async (visit: Visit): Promise<Answer> => {
    const { tx, now, modules, config } = visit
    const it = await accessIn(visit)
    const opened = await openedOf(visit, it.id)
    const pack = await packOf(tx, modules, { request: it.id, opened, now })
    const about: Handed = {
      reference: referenceOf(it),
      name: `${it.givenName} ${it.familyName}`.trim(),
      born: it.born,
      partnership: partnershipTitle(config),
      madeOn: ukDay(now),
    }
    const content = form === 'page' ? packPage(about, pack) : JSON.stringify(packData(about, pack), null, 2)
    const handed = pack.sections.filter(({ handedOver }) => handedOver).length
    const why = `As ${form === 'page' ? 'a page' : 'data'}: ${handed} of ${pack.sections.length} parts handed over`
    await addEvent(tx, it.id, { event: 'pack made', onDay: ukDay(now), why, digest: sha256(content) }, now)
    await record(
      tx,
      ...opened.map(row => ({ action: 'export', kind: 'subject access pack', subject: row.record }) as const),
    )
    const [ending, type] = form === 'page' ? ['html', 'text/html; charset=utf-8'] : ['json', 'application/json']
    return download(`${marking}-${about.reference}.${ending}`, type, content)
  }
}
