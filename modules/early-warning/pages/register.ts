// The public register: what was sealed, when, by which code; and, when a window is scored, everything needed to check it.
import { NotFound } from '#platform/errors'
import { asUuid, isUuid } from '#platform/ids'
import { type Answer, download, type Page, type Visit, view } from '#platform/module'
import { calibrationPicture } from '../picture.ts'
import { methodWords } from '../rules/methods.ts'
import { poorInARow, proof } from '../rules/skill.ts'
import { lateDays } from '../rules/window.ts'
import { few } from '../rules/words.ts'
import { contentOf, keyOf, outcomesOf, type Seal, sealById, sealPage, withdrawals } from '../store/predictions.ts'
import { sealShown, standingOf, totalsWords } from './sealed.ts'

const open = { as: 'anonymous', purpose: 'public', method: 'get' } as const

export const registerPages: readonly Page[] = [
  { ...open, path: '/early-warning/register', handle: showRegister },
  { ...open, path: '/early-warning/register/:id', handle: showSeal },
  {
    ...open,
    path: '/early-warning/register/:id/predictions.txt',
    handle: visit => file(visit, 'predictions', contentOf),
  },
  { ...open, path: '/early-warning/register/:id/outcomes.txt', handle: visit => file(visit, 'outcomes', outcomesOf) },
  { ...open, path: '/early-warning/register/:id/key.txt', handle: visit => file(visit, 'key', keyOf) },
]

async function showRegister({ tx, now, query, config }: Visit): Promise<Answer> {
  const before = asUuid(query['before'])
  const seals = await sealPage(tx, before)
  const newest = before === undefined ? seals.find(({ part }) => part === 'places') : undefined
  const standing = newest === undefined ? undefined : await standingOf(tx, newest.about.shown, newest.about.unit)
  return view('early-warning/views/register.njk', {
    title: 'Register of sealed predictions',
    seals: seals.map(seal => sealShown(seal, now)),
    next: seals.length === 30 ? seals.at(-1)?.id : undefined,
    totals: standing === undefined || newest === undefined ? undefined : totalsWords(standing, newest.about.unit),
    skill: standing?.skill,
    evidence: few(standing?.skill.evidence ?? 1),
    proof,
    withdrawn: (await withdrawals(tx)).map(it => ({ ...it, words: methodWords[it.model] })),
    poorInARow,
    lateDays,
    demonstration: config.demonstration,
  })
}

async function found({ tx, params }: Visit): Promise<Seal> {
  const id = params['id'] ?? ''
  const seal = isUuid(id) ? await sealById(tx, id) : undefined
  if (seal === undefined) throw new NotFound()
  return seal
}

async function showSeal(visit: Visit): Promise<Answer> {
  const seal = await found(visit)
  const { results, about } = seal
  return view('early-warning/views/seal.njk', {
    title: 'A sealed prediction',
    back: { href: '/early-warning/register', text: 'Register of sealed predictions' },
    seal: sealShown(seal, visit.now),
    files: {
      predictions: (await contentOf(visit.tx, seal.id)) !== undefined,
      key: (await keyOf(visit.tx, seal.id)) !== undefined,
    },
    methods: results?.methods.map(({ name, hits, logScore, brier, gain }) => ({
      hits,
      words: methodWords[name],
      logScoreWords: logScore.toFixed(2),
      gainWords: gain.gain.toFixed(2),
      brierWords: brier.toFixed(4),
    })),
    picture:
      results === null
        ? undefined
        : await calibrationPicture(results.bins, `${about.opens} to ${about.closes}`, about.synthetic),
    lateDays,
    demonstration: visit.config.demonstration,
  })
}

/** The database opens the files to whoever may read them: to everybody once a window of places is scored. */
async function file(
  visit: Visit,
  name: string,
  read: (tx: Visit['tx'], seal: string) => Promise<string | undefined>,
): Promise<Answer> {
  const seal = await found(visit)
  const text = await read(visit.tx, seal.id)
  if (text === undefined) throw new NotFound()
  return download(`${name}-${seal.opensOn}.txt`, 'text/plain; charset=utf-8', text)
}
