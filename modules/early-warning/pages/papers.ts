// The transparency record, the answers to ALGO-CARE and the model card, for anybody, as pages and as Markdown.

import { ukDay } from '#platform/clock'
import { type Answer, download, type Page, type Visit, view } from '#platform/module'
import { partnershipTitle } from '#platform/packs'
import { longDate } from '#platform/views'
import type { About } from '../rules/canonical.ts'
import { algoCare, asMarkdown, modelCard, type Paper, type Registry, transparencyRecord } from '../rules/papers.ts'
import { sealPage, withdrawals } from '../store/predictions.ts'
import { standingOf, totalsWords } from './sealed.ts'

const papers = { transparency: transparencyRecord, 'algo-care': algoCare, 'model-card': modelCard } as const
type PaperName = keyof typeof papers
const names: readonly PaperName[] = ['transparency', 'algo-care', 'model-card']
const open = { as: 'anonymous', purpose: 'public', method: 'get' } as const

export const paperPages: readonly Page[] = names.flatMap(name => [
  { ...open, path: `/early-warning/${name}`, handle: (visit: Visit) => show(visit, name) },
  { ...open, path: `/early-warning/${name}.md`, handle: (visit: Visit) => file(visit, name) },
])

async function show(visit: Visit, name: PaperName): Promise<Answer> {
  const paper = await paperOf(visit, name)
  return view('early-warning/views/paper.njk', { title: paper.title, paper, name })
}

async function file(visit: Visit, name: PaperName): Promise<Answer> {
  return download(`${name}.md`, 'text/markdown; charset=utf-8', asMarkdown(await paperOf(visit, name)))
}

async function paperOf(visit: Visit, name: PaperName): Promise<Paper> {
  return papers[name](await registryOf(visit))
}

async function registryOf({ tx, config }: Visit): Promise<Registry> {
  const latest = (await sealPage(tx)).find(({ part }) => part === 'places')
  const standing = latest === undefined ? undefined : await standingOf(tx, latest.about.shown, latest.about.unit)
  return {
    partnership: partnershipTitle(config),
    demonstration: config.demonstration,
    latest:
      latest === undefined
        ? undefined
        : { ...latest, about: inWords(latest.about), sealedOn: longDate(ukDay(latest.sealedAt)) },
    skill: standing?.skill ?? { windows: 0, evidence: 1, better: false },
    totals: standing === undefined || latest === undefined ? undefined : totalsWords(standing, latest.about.unit),
    withdrawn: await withdrawals(tx),
    assessments: assessmentWords(latest?.about.allowed, config.demonstration),
  }
}

/** The days of a seal as people write them. */
function inWords(about: About): About {
  const { from, until, opens, closes } = about
  return { ...about, from: longDate(from), until: longDate(until), opens: longDate(opens), closes: longDate(closes) }
}

/** As they stood when the newest prediction was sealed: the assessments themselves are read by those who sign in. */
function assessmentWords(allowed: boolean | undefined, demonstration: boolean): string {
  if (allowed === undefined) return 'Nothing has been sealed, so nothing was asked of the assessments yet.'
  if (allowed)
    return 'A data protection and an equality impact assessment were approved and in force when the newest prediction was sealed.'
  return demonstration
    ? 'Not both impact assessments are approved. In this demonstration it runs as a test on synthetic data.'
    : 'Not both impact assessments were in force.'
}
