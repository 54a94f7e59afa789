import { content } from '#modules/model'
import { type Page, view } from '#platform/module'
import { agencies, groups } from '../store/agencies.ts'

export const referencePages: readonly Page[] = [
  {
    method: 'get',
    path: '/agencies',
    purpose: 'reference',
    handle: async ({ tx }) =>
      view('agencies/views/agencies.njk', {
        title: 'Who takes part',
        agencies: await agencies(tx),
        functions: await content(tx, 'functions'),
        kinds: await content(tx, 'agencyKinds'),
      }),
  },
  {
    method: 'get',
    path: '/agencies/groups',
    purpose: 'reference',
    handle: async ({ tx }) =>
      view('agencies/views/groups.njk', {
        title: 'Boards and groups',
        back: { href: '/agencies', text: 'Who takes part' },
        groups: await groups(tx),
        rules: await content(tx, 'escalationRules'),
        levels: await content(tx, 'operatingLevels'),
      }),
  },
]
