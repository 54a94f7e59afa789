import type { Visit } from '#platform/module'
import { changedSince } from '../rules/basis.ts'
import { urgencies } from '../rules/clocks.ts'
import { isMoment, moments, notAsked, whens } from '../rules/moments.ts'
import { aloneWords, messageInWords, wordsFor } from '../rules/words.ts'
import type { Referral } from '../store/referrals.ts'
import type { Content } from '../store/triage.ts'
import { areaNames, bornInWords, kindNames, kindsInWords, toldName } from './shared.ts'

/** What whoever asked for help told: strengths and own words before what worries them. */
export async function toldRows(visit: Visit, referral: Referral, it: Content) {
  const [kinds, areas] = [await kindNames(visit), await areaNames(visit)]
  const row = (key: string, ...values: (string | null | undefined)[]) => ({
    key: { text: key },
    value: { text: values.filter(Boolean).join('. ') || 'Not said' },
  })
  const alone =
    it.lone_parent == null ? [] : [row(aloneWords, wordsFor('loneParent', it.lone_parent), frontDoorFor(it))]
  const person = [row('Name', toldName(it)), row('Born', bornInWords(it)), ...alone]
  const group = [
    row('The group', it.group_name, it.group_shares),
    row('About how many', it.about_many?.toString()),
    row('Ages', [it.youngest, it.oldest].filter(age => age !== null).join(' to ')),
  ]
  const where = row('Where', it.area_code === null ? '' : (areas.get(it.area_code) ?? it.area_code), it.place)
  const about = { person, 'peer group': [...group, where], place: [where] }[referral.about]
  const voice = [
    row('What is going well', it.strengths ?? 'Not known yet'),
    row('In their own words', it.own_words ?? wordsFor('noWords', it.no_words_why)),
  ]
  const consent = [
    row('They agree to get help', wordsFor('agrees', it.agrees), it.agrees_why),
    row('They know that we were told', wordsFor('informed', it.informed), it.informed_why),
  ]
  return [
    ...about,
    ...(referral.about === 'place' ? [] : voice),
    row('Kind of violence', kindsInWords(it.kinds, kinds)),
    ...(referral.about === 'place'
      ? []
      : [row('What happened', ...momentInWords(it)), row('Their part in it', rolesInWords(it))]),
    row('How soon', urgencyInWords(it.urgency)),
    ...(referral.about === 'person' ? [row('Getting in touch', ...touchInWords(it))] : []),
    ...(referral.about === 'place' ? [] : consent),
    ...(referral.about !== 'place' ? [row('Why the law lets them tell us', wordsFor('basis', it.basis))] : []),
    ...since('agreement', 'Their agreement now', referral.events),
    ...since('basis', 'Why the law allows it now', referral.events),
    row('Asked for by', `${referral.maker_name}, ${referral.agency_name}`),
  ]
}

/** What was written down since it was told, where something was. */
function since(what: 'agreement' | 'basis', key: string, events: Referral['events']) {
  const words = changedSince(what, events)
  return words === undefined ? [] : [{ key: { text: key }, value: { text: words } }]
}

/** What whoever goes to them needs first: what happened, and how to reach them without harm. */
export function reachRows(it: Content) {
  const row = (key: string, ...values: (string | null)[]) => ({
    key: { text: key },
    value: { text: values.filter(Boolean).join('. ') || 'Not said' },
  })
  return [
    row('Who', toldName(it) || it.group_name),
    row('What happened', ...momentInWords(it)),
    row('Getting in touch', ...touchInWords(it)),
  ]
}

/** How to get in touch without harm. */
export const touchInWords = (it: Content): (string | null)[] => [
  wordsFor('reachSafety', it.reach_safety),
  it.reach_how,
  messageInWords(it.reach_safety, it.reach_message ?? null),
  mustNot(it),
]

const frontDoorFor = ({ lone_parent }: Content): string =>
  lone_parent === 'yes'
    ? 'From 16 to 24 there is one front door for help: think of it when the kind of help is chosen'
    : ''

const mustNot = ({ must_not_know }: Content): string =>
  must_not_know === null ? '' : `Must not know: ${must_not_know}`

export function momentInWords({ moment, moment_when, moment_words }: Content): string[] {
  const when: Readonly<Record<string, string>> = whens
  return [
    isMoment(moment) ? moments[moment].words : moment === notAsked ? 'Not asked' : '',
    moment_when === null ? '' : (when[moment_when] ?? ''),
    moment_words ?? '',
  ]
}

const rolesInWords = ({ moment_roles }: Content): string =>
  moment_roles
    .map(role => wordsFor('roles', role))
    .filter(Boolean)
    .join('. ')

function urgencyInWords(urgency: string): string {
  const words: Readonly<Record<string, { words: string }>> = urgencies
  return words[urgency]?.words ?? ''
}
