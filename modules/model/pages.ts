import { type Page, view } from '#platform/module'
import { content, contentCounts } from './store.ts'

const purpose = 'reference'

export const pages: readonly Page[] = [
  {
    method: 'get',
    path: '/model',
    purpose,
    handle: async ({ tx }) =>
      view('model/views/model.njk', {
        title: 'The prevention model',
        definitions: await content(tx, 'definitions'),
        definitionKinds: await content(tx, 'definitionKinds'),
        statements: await content(tx, 'definitionStatements'),
        pillars: await content(tx, 'pillars'),
        wordings: await content(tx, 'pillarWordings'),
        fiveCs: await content(tx, 'fiveCs'),
        contexts: await content(tx, 'contexts'),
        risks: await content(tx, 'riskFactors'),
        strengths: await content(tx, 'protectiveFactors'),
        stages: await content(tx, 'lifeStages'),
        groups: await content(tx, 'factorGroups'),
      }),
  },
  {
    method: 'get',
    path: '/model/register',
    purpose,
    handle: async ({ tx }) =>
      view('model/views/register.njk', {
        title: 'Gaps and misprints in the published strategy',
        back: { href: '/model', text: 'The model' },
        gaps: await content(tx, 'gaps'),
        misprints: await content(tx, 'misprints'),
        sources: await content(tx, 'sources'),
        counts: await contentCounts(tx),
      }),
  },
]
