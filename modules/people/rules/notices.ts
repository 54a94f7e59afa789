import { wholeName } from './names.ts'

/** How near a child was to it. */
export const witnessing = {
  'saw or heard it': 'They saw or heard it',
  'in the home': 'They were in the home',
  elsewhere: 'They were elsewhere',
  'not known': 'Not known',
} as const
export type Witnessed = keyof typeof witnessing

/** What was done about a child with a notice. */
export const noticeSteps = {
  'taken on': 'Being looked into',
  'help offered': 'Help was offered',
  'helped already': 'They have a plan already, kept elsewhere',
  'lead told': 'Whoever leads their plan was told that there is a notice',
  declined: 'Help was offered and declined',
  'to the forum': 'It goes to the forum for children who have seen violence',
  'seen by the forum': 'The forum for children who have seen violence has talked about them',
  'nothing needed': 'Nothing more is needed',
} as const
export type NoticeStep = keyof typeof noticeSteps

/** The steps that the group may choose: whoever leads is told only of a child in a plan, and the forum speaks for itself. */
export function stepsFor(inPlan: boolean): NoticeStep[] {
  const every = Object.keys(noticeSteps) as NoticeStep[]
  return every.filter(it => it !== 'seen by the forum' && (inPlan ? it !== 'helped already' : it !== 'lead told'))
}

export type NoticeChild = {
  readonly given_name: string
  readonly family_name: string
  readonly born: string | null
  readonly school: string
  readonly witnessed: Witnessed
}

export type NewNotice = {
  readonly reference: string
  readonly happened_on: string
  readonly address: string
  readonly postcode: string
  readonly children: readonly NoticeChild[]
}

/** The longest that the parts of a notice may be, in characters. */
export const longest = {
  notice_ref: 100,
  address: 200,
  postcode: 10,
  given_name: 100,
  family_name: 100,
  school: 100,
} as const

/** A part of a notice on one line: line breaks and tabs are spaces. */
export const onOneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** What is wrong with a part of a notice, in a sentence that does not repeat it; undefined where nothing is. */
export function wrongPart(part: keyof typeof longest, text: string): string | undefined {
  if (/\p{Cc}/u.test(text)) return 'It holds a character that is no letter, figure or mark.'
  return text.length > longest[part] ? `It is longer than ${longest[part]} characters.` : undefined
}

/** The same child under the same reference: whoever sends a notice again, with a sibling more, sends only the sibling. */
export const childKey = (
  reference: string,
  { given_name, family_name, born }: Omit<NoticeChild, 'school' | 'witnessed'>,
) => JSON.stringify([reference, wholeName(given_name, family_name), born])

/** A child of a notice, as the list is made from it. */
export type Noticed = NoticeChild & {
  readonly id: string
  readonly happened_on: string
  readonly given_at: Date
  /** The matcher's number of the person; null where no record is like theirs. */
  readonly person: string | null
  readonly step: NoticeStep | null
  /** The newest of the steps that decide on which list of the group they stand. */
  readonly listed_by: NoticeStep | null
}

/** The steps that do: that a child goes to the forum, or was offered help, takes nobody off a list and brings nobody back. */
export const listingSteps = ['taken on', 'lead told', 'nothing needed', 'helped already'] as const

/** A child once, as their latest notice has them: how many there were, and what was done last at one before. */
export type Listed<T extends Noticed> = T & { readonly notices: number; readonly before: NoticeStep | null }

/** A notice counts for a year. */
export const noticeDays = 365

export function noticesFrom(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - noticeDays * 86_400_000).toISOString().slice(0, 10)
}

/** Why a notice of that day would stand on no list, in a sentence; undefined where it stands on them. */
export function wrongDay(happened: string, today: string): string | undefined {
  if (happened > today) return 'The day cannot lie ahead.'
  return happened < noticesFrom(today)
    ? 'The day is more than a year ago, so no list would show the children.'
    : undefined
}

/** Whether somebody born then is under 18 today; whoever's date is not known is taken for a child. */
export function isChild(born: string | null, today: string): boolean {
  if (born === null) return true
  const eighteenth = `${Number(born.slice(0, 4)) + 18}${born.slice(4)}`
  return today < eighteenth
}

/**
 * The children with a notice in the last year, each once. The notice that came last speaks for them: what was said at one before does not
 * answer it. A child who is matched to nobody is told apart by name and date of birth.
 */
function eachChild<T extends Noticed>(children: readonly T[], today: string): Listed<T>[] {
  const from = noticesFrom(today)
  const current = children.filter(it => it.happened_on >= from && it.happened_on <= today && isChild(it.born, today))
  return [...Map.groupBy(current, keyOf).values()].flatMap(mentions => {
    const [latest, ...earlier] = mentions.toSorted(lastToCome)
    if (latest === undefined) return []
    return [{ ...latest, notices: mentions.length, before: earlier.find(({ step }) => step !== null)?.step ?? null }]
  })
}

const lastToCome = (a: Noticed, b: Noticed): number =>
  b.given_at.getTime() - a.given_at.getTime() || b.happened_on.localeCompare(a.happened_on)

const among = ({ person }: Noticed, helped: ReadonlySet<string>): boolean => person !== null && helped.has(person)

/** The children with a notice in the last year and in no plan. `helped` says which persons have one. */
export function standingList<T extends Noticed>(
  children: readonly T[],
  helped: ReadonlySet<string>,
  today: string,
): Listed<T>[] {
  return eachChild(children, today).filter(it => !among(it, helped) && it.listed_by !== 'helped already')
}

/** The children in a plan whose latest notice nobody has settled: whoever leads the plan does not know of it yet. */
export function newsOfPlans<T extends Noticed>(
  children: readonly T[],
  helped: ReadonlySet<string>,
  today: string,
): Listed<T>[] {
  return eachChild(children, today).filter(
    it => among(it, helped) && (it.listed_by === null || it.listed_by === 'taken on'),
  )
}

/** The children for the forum: those who saw or heard it, and those whom the group sent, whether or not they are in a plan. */
export function forumList<T extends Noticed>(children: readonly T[], today: string): Listed<T>[] {
  return eachChild(
    children.filter(({ witnessed, step }) => witnessed === 'saw or heard it' || step !== null),
    today,
  )
}

/** Where a child stands in the list: the latest notice first. Whoever left the list meanwhile still marks the place. */
export type Place = { readonly happened_on: string; readonly id: string }

/** The part of a list after a place, the latest notice first, at most so many; and whether there are more. */
export function pageOf<T extends Place>(
  list: readonly T[],
  after: Place | undefined,
  most: number,
): { readonly rows: readonly T[]; readonly more: boolean } {
  const order = (a: Place, b: Place): number => b.happened_on.localeCompare(a.happened_on) || a.id.localeCompare(b.id)
  const rest = list.toSorted(order).filter(it => after === undefined || order(after, it) < 0)
  return { rows: rest.slice(0, most), more: rest.length > most }
}

/** A place as it stands in an address, "2026-10-01 ID"; nothing for anything else. */
export function placeIn(text: string): Place | undefined {
  const [, happened_on, id] = /^(\d{4}-\d\d-\d\d) ([0-9a-f-]{36})$/.exec(text) ?? []
  return happened_on === undefined || id === undefined ? undefined : { happened_on, id }
}

const keyOf = ({ person, given_name, family_name, born, id }: Noticed): string =>
  person ?? (born === null ? id : `${wholeName(given_name, family_name)} ${born}`)
