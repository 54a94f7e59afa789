/**
 * The pages that show no person who is helped, harmed or named in a report, and why. Every other page of somebody who is signed in
 * carries OFFICIAL-SENSITIVE, on the screen, in print and whether or not its author thought of it. A page that shows a person only
 * sometimes stands here where it sets its marking itself.
 */
const reasons: Readonly<Record<string, readonly string[]>> = {
  'Figures and maps of areas, from open data': [
    ...['areas', 'compare', 'find', 'group', 'mappings', 'matching', 'method', 'no-index', 'profile', 'published'].map(
      it => `areas/views/${it}.njk`,
    ),
  ],
  'Counts of incidents; those of partners set their own marking': [
    ...['headlines', 'trends-filter', 'trends-none', 'trends-published', 'trends'].map(
      it => `incidents/views/${it}.njk`,
    ),
  ],
  'The words of the model, and what is published about it': ['model/views/model.njk', 'model/views/register.njk'],
  'Commitments and measures of the strategy: sums, never a person': [
    ...['board', 'commitment', 'commitments', 'measure', 'measures'].map(it => `strategy/views/${it}.njk`),
  ],
  'What helps: programmes, their evidence and their places': [
    ...['describe', 'evidence', 'history', 'list', 'programme'].map(it => `interventions/views/${it}.njk`),
  ],
  'People who work here, by name and job': [
    ...['account', 'accounts', 'agencies', 'agreement-new', 'agreement', 'groups', 'invite', 'issuer-new', 'issuer'],
    ...['issuers', 'joining-authenticator', 'joining-codes', 'joining-password', 'leavers', 'link', 'person-change'],
    ...['person-stop', 'person', 'recover-asked', 'recover', 'recoveries', 'recovery', 'sign-in-again', 'sign-in-code'],
    ...['sign-in-demonstration', 'sign-in-local', 'sign-in-refused', 'sign-in'],
  ].map(it => `agencies/views/${it}.njk`),
  'Groups, their seats and the days on which they meet': [
    ...['group', 'list', 'plan', 'seats'].map(it => `meetings/views/${it}.njk`),
  ],
  'The law, agreements and assessments of models': [
    ...['assessment-new', 'assessment', 'assessments', 'document-form', 'document', 'documents', 'law'].map(
      it => `sharing/views/${it}.njk`,
    ),
  ],
  'Whom to ring at each agency': ['people/views/desks.njk'],
  'Where long work stands, rules, sources, and how one wants to be told': [
    ...['access', 'accessibility', 'import-new', 'imports', 'job', 'inbox', 'sources'].map(
      it => `home/views/${it}.njk`,
    ),
    'error.njk',
  ],
}

export const unmarked: readonly string[] = Object.values(reasons).flat()
