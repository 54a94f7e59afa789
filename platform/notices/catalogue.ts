/** How a kind of notice reads, where it leads, and whether it waits for no digest. */
export type NoticeWords = {
  readonly words: string
  href(record: string): string
  /** Told by e-mail at once, whatever somebody chose. */
  readonly urgent?: true
}

/**
 * Everything that a notice can say. No notice has words of its own: what it is about is read on the page to which it leads, by
 * whoever may open that page. Nobody is named here, and nothing that anybody is worried about.
 */
export const noticeKinds = {
  'action proposed': { words: 'An action was proposed to you', href: id => `/actions/${id}` },
  'action answered': { words: 'An action that you proposed was answered', href: id => `/actions/${id}` },
  'action overdue': { words: 'The day of one of your actions has passed', href: id => `/actions/${id}` },
  'step offered': {
    words: 'A matter was passed to your group, which must accept or refuse it',
    href: () => '/meetings',
  },
  'meeting planned': { words: 'A meeting of your group was planned or changed', href: id => `/meetings/${id}` },
  'referral assigned': { words: 'A referral was given to you', href: id => `/referrals/${id}` },
  'referral urgent': {
    words: 'Somebody asks for help that cannot wait. Sort it within its time',
    href: id => `/referrals/${id}`,
    urgent: true,
  },
  'referral late': { words: 'A referral waits past its time', href: id => `/referrals/${id}`, urgent: true },
  'referral changed': { words: 'Something happened to a referral that you sort', href: id => `/referrals/${id}` },
  'call back waits': {
    words: 'Something came by a link and waits for your call. Ring before you act',
    href: id => `/referrals/outside/${id}`,
    urgent: true,
  },
  'call back late': {
    words: 'Something came by a link, and nobody has rung back within its time. Ask the coordinator',
    href: () => '/referrals',
    urgent: true,
  },
  'referral answered': { words: 'There is an answer to a referral of yours', href: id => `/referrals/${id}` },
  'moment given': {
    words: 'Somebody can be reached now, and you are to go',
    href: id => `/assessments/timeline/${id}`,
    urgent: true,
  },
  'moment late': {
    words: 'The time to reach somebody has passed, and nobody has said whether they went',
    href: id => `/assessments/timeline/${id}`,
    urgent: true,
  },
  'moment unheld': {
    words: 'The time to reach somebody has passed, and nobody who worked on their case holds it any more',
    href: id => `/cases/${id}/unheld`,
    urgent: true,
  },
  'referral moment given': {
    words: 'Somebody who was referred can be reached now, and you are to go',
    href: id => `/referrals/${id}/moment`,
    urgent: true,
  },
  'referral moment changed': {
    words: 'Something changed about somebody to whom you were to go. Read it before you go',
    href: id => `/referrals/${id}/moment`,
    urgent: true,
  },
  'referral moment ended': {
    words: 'Somebody else goes to somebody to whom you were to go. You are not to go',
    href: () => '/',
    urgent: true,
  },
  'referral moment late': {
    words: 'The time to reach somebody who was referred has passed, and nobody has said whether they went',
    href: id => `/referrals/${id}/moment`,
    urgent: true,
  },
  'case joined': { words: 'You were asked to help with a case', href: id => `/cases/${id}` },
  'case led': { words: 'You lead a case from now on', href: id => `/cases/${id}` },
  'case offered': { words: 'You are asked to take over a case', href: id => `/cases/${id}/transfer` },
  'case answered': { words: 'Somebody said whether they take over a case', href: id => `/cases/${id}/transfer` },
  'case unheld': {
    words: 'Nobody decides about a case any more. Take it over, or see that somebody does',
    href: id => `/cases/${id}/unheld`,
  },
  'news of a case': {
    words: 'A new notice came about somebody whose plan you lead. Ring the coordinator',
    href: id => `/cases/${id}`,
  },
  'agreement changed': {
    words: 'What they agreed to, or why the law allows it, has changed. Ring the coordinator',
    href: id => `/cases/${id}`,
  },
  'review due': { words: 'A review is due', href: id => `/cases/${id}` },
  'disclosure received': { words: 'Information was shared with your agency', href: id => `/disclosures/${id}` },
  'emergency opening': {
    words: 'A record was opened in an emergency. Review it within two working days',
    href: () => '/break-glass',
    urgent: true,
  },
  'opening asked': {
    words: 'You are asked to agree, as a second person, that records are opened to answer a request',
    href: () => '/subject-access/openings',
  },
  'opening answered': {
    words: 'A second person answered about a record that you asked to open',
    href: id => `/subject-access/${id}`,
  },
  'partner concern': {
    words: 'A safety concern came for your team. Read it now',
    href: id => `/partner-support/new?sent=${id}`,
    urgent: true,
  },
  'partner asked': {
    words: 'Your team is asked to offer somebody support',
    href: id => `/partner-support/new?sent=${id}`,
  },
  'colleague asks': {
    words: 'A colleague planned time with you, or changed it. Only the two of you see it',
    href: id => `/staff-care/${id}`,
  },
  'file refused': {
    words: 'A file that you added was refused by the virus scanner and destroyed',
    href: id => `/files/${id}`,
  },
} as const satisfies Readonly<Record<string, NoticeWords>>

export type NoticeKind = keyof typeof noticeKinds

const kinds: Readonly<Record<string, NoticeWords>> = noticeKinds

/** What a stored notice says; undefined for a kind of an older version. */
export function wordsOfNotice(kind: string): NoticeWords | undefined {
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
}
