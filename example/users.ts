// The people who can sign in to the demonstration: one for each kind of user. None of them exists.

export type RoleKey =
  | 'referrer'
  | 'practitioner'
  | 'coordinator'
  | 'chair'
  | 'intelligence-lead'
  | 'police-analyst'
  | 'analyst'
  | 'board'
  | 'governance'
  | 'administrator'

export type ExampleUser = {
  readonly key: string
  readonly name: string
  readonly jobTitle: string
  /** What they come to do, in one sentence for the sign-in page. */
  readonly comesTo: string
  /** The id of an agency in the Warwickshire content pack. */
  readonly agencyKey: string
  readonly roles: readonly RoleKey[]
  readonly synthetic: true
}

const user = (
  key: string,
  [name, jobTitle]: readonly [string, string],
  agencyKey: string,
  role: RoleKey,
  comesTo: string,
): ExampleUser => ({ key, name, jobTitle, comesTo, agencyKey, roles: [role], synthetic: true })

export const users: readonly ExampleUser[] = [
  user(
    'teacher',
    ['Imogen Larkenshaw', 'Teacher and safeguarding lead'],
    'org.schools',
    'referrer',
    'Says that she is worried about a pupil, a group of friends or what is going round online, and hears what happened next.',
  ),
  user(
    'nurse',
    ['Samuel Fennimoor', 'Emergency department nurse'],
    'org.nhs_trusts',
    'referrer',
    'Asks for help for a young person who comes in hurt, and shares only what the law allows.',
  ),
  user(
    'youth-worker',
    ['Naomi Hazeldrift', 'Youth worker'],
    'org.cvs',
    'referrer',
    'Passes on what young people are worried about, and offers them something better to do.',
  ),
  user(
    'fire-visitor',
    ['Theo Stonequay', 'Safe and well visitor'],
    'auth.fire',
    'referrer',
    'Says that something at home did not look right on a visit.',
  ),
  user(
    'practitioner',
    ['Rachel Quillander', 'Youth justice practitioner'],
    'auth.yos',
    'practitioner',
    'Works with a young person on a plan in their own words, and stays with it past their eighteenth birthday.',
  ),
  user(
    'partner-support',
    ['Alma Ferrowby', 'Domestic abuse support worker'],
    'org.refuge',
    'practitioner',
    'Supports partners and former partners of people on a programme about abuse at home, apart from everybody who works with those people.',
  ),
  user(
    'coordinator',
    ['Marcus Pemberlow', 'Violence prevention coordinator'],
    'auth.wcc',
    'coordinator',
    'Sorts what comes in, builds the agenda, writes down decisions and chases actions.',
  ),
  user(
    'chair',
    ['Beatrice Copperwell', 'Chair of the Interventions Group'],
    'auth.wcc',
    'chair',
    'Holds the meeting, and decides with the agencies what is done and why.',
  ),
  user(
    'intelligence-lead',
    ['Ryan Netherquist', 'Intelligence lead, Tactical Group'],
    'auth.police',
    'intelligence-lead',
    'Keeps the picture of conflicts between groups, apart from the files of those who get help.',
  ),
  user(
    'police-analyst',
    ['Maya Tarrowdene', 'Police analyst'],
    'auth.police',
    'police-analyst',
    'Brings in the police data and looks for where violence may grow next.',
  ),
  user(
    'analyst',
    ['Lewis Amberstoke', 'Partnership analyst'],
    'auth.wcc',
    'analyst',
    'Shows where and what kind of violence there is, questions the early warnings and writes the needs assessment.',
  ),
  user(
    'board-member',
    ['Hannah Plovermead', 'Board member for health'],
    'auth.icb',
    'board',
    'Sees what was promised, what changed, for whom and at what cost, and never a name.',
  ),
  user(
    'governance-lead',
    ['Paul Jessamoor', 'Information-governance lead'],
    'auth.wcc',
    'governance',
    'Checks that each disclosure was lawful, answers people who ask what is held on them, and sees that records end in time.',
  ),
  user(
    'administrator',
    ['Sofia Woadmere', 'System administrator'],
    'auth.wcc',
    'administrator',
    'Gives people their accounts and roles, and keeps the system running; she opens no one’s file.',
  ),
]
