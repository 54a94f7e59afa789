// Somebody is understood with them: an assessment and the next one beside it, a timeline with a moment whose clock is met, the
// identity model by three people, and a programme that a person chose for a reason.
import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'
import { decideToHelp, referChild } from './spine/referring.ts'
import { type Child, inDays } from './spine/story.ts'

const child = { given: 'Ansel', family: 'Thornbeck', day: '3', month: '4', year: '2010' }

/** A nurse asks, the coordinator accepts and opens a case. Answers where the case stands. */
export async function openCase(visitor: Visitor, whom: Child): Promise<string> {
  const referral = await referChild(visitor, whom)
  await visitor.signIn('coordinator')
  await visitor.open(referral)
  await visitor.follow('Find or make their record')
  await visitor.press('Make a record of your agency')
  await visitor.open(referral)
  await decideToHelp(visitor)
  await visitor.press('Open a case')
  await visitor.select('Who leads the case?', 'Rachel Quillander, Youth justice practitioner, Youth Justice Service')
  await visitor.fill('Why is the case opened?', 'To get home safely, after an injury.')
  await visitor.press('Open the case')
  return visitor.path
}

type Found = { readonly factor: string; readonly label: string; readonly state: string; readonly evidence: string }

/** One strength or risk of the page, with its evidence. */
async function find(visitor: Visitor, { factor, label, state, evidence }: Found): Promise<void> {
  await visitor.choose(label, state)
  await visitor.unfold(`Evidence, source and date: ${label}`)
  await visitor.tab.locator(`[id="evidence-${factor}"]`).fill(evidence)
  await visitor.tab.locator(`[id="source-${factor}"]`).fill('Told me himself')
  await visitor.tab.locator(`[id="told-${factor}"]`).fill('His school nurse')
}

const contexts = ['Individual', 'Family', 'Friends and peers', 'School', 'Community']

/** The whole of an assessment: what they say, the five contexts strengths first, and how the worker sees it. */
export async function assess(
  visitor: Visitor,
  words: string,
  found: Readonly<Record<string, readonly Found[]>>,
): Promise<string> {
  await visitor.press('Start now')
  await visitor.fill('How do they see it?', words)
  await visitor.fill('What are they ready to do now? (optional)', 'To talk while we walk.')
  await visitor.fill('What should a reader be ready for? (optional)', 'Speaks of fear at home.')
  await visitor.press('Save and continue')
  for (const context of contexts) {
    await visitor.reads(context)
    for (const each of found[context] ?? []) await find(visitor, each)
    await visitor.choose('It…', context === 'Family' ? 'Matters most now' : 'Matters')
    await visitor.fill('Why?', 'Both talks came back to it.')
    await visitor.press('Save and continue')
  }
  await visitor.fill('How do you see it?', 'He is careful, and he knows whom he can lean on.')
  await visitor.fill('What do you think they are ready for? (optional)', 'A first meeting, not yet a group.')
  await visitor.press('Save and continue')
  await visitor.press('Keep the assessment')
  return visitor.path
}

const aware = { factor: 'prot.fam.supervision', label: 'Someone at home knows where they are' }
const abuse = { factor: 'risk.fam.dv', label: 'Domestic abuse at home' }

async function sideBySide(visitor: Visitor, file: string): Promise<string> {
  await visitor.signIn('practitioner')
  await visitor.open(`/assessments/new?file=${file}`)
  const hard = { ...abuse, state: 'Suspected', evidence: 'He goes quiet when it is spoken of' }
  await assess(visitor, 'I do not want to go home.', { Family: [hard] })
  await visitor.follow('Assess again')
  await visitor.reads('They told this already', 'told to His school nurse')
  const held = { ...aware, state: 'Present', evidence: 'His aunt rings him each evening' }
  const gone = { ...abuse, state: 'Not present', evidence: 'He lives with his aunt now' }
  const second = await assess(visitor, 'It is better at my aunt’s.', { Family: [held, gone] })
  await visitor.reads(
    'What they say',
    'A first meeting, not yet a group',
    'Before you read on: Speaks of fear at home.',
  )
  await visitor.follow(/^side by side/)
  await visitor.reads(
    'New strengths: family; risks no longer there: family',
    'I do not want to go home.',
    'It is better at my aunt’s.',
    'found since',
  )
  await visitor.open(`/assessments/told/${file}`)
  await visitor.reads('Told to His school nurse')
  await visitor.open('/assessments/instrument')
  await visitor.reads('The words of today: version')
  return second.split('?')[0] ?? second
}

async function aMomentIsMet(visitor: Visitor, file: string): Promise<void> {
  await visitor.open(`/assessments/timeline/${file}/new`)
  await visitor.choose('Where does it belong?', 'Impact or trigger')
  await visitor.fill('What happened?', 'Hurt in town, in hospital')
  await visitor.fillDay('When did it begin?', inDays(0))
  await visitor.choose('How long did it last?', 'It happened once')
  await visitor.choose('Whose account is it?', 'Their own account')
  await visitor.choose('Could they be reached then?', 'Yes, now: somebody is to go')
  await visitor.choose('By when does somebody go?', 'Within 24 hours')
  await visitor.select('Who goes?', 'Rachel Quillander, Youth Justice Service')
  await visitor.press('Put it on the timeline')
  await visitor.reads('They can be reached now: Hurt in town, in hospital', 'Rachel Quillander goes, by')
  await visitor.open('/')
  await visitor.follow('Go: somebody can be reached now')
  await visitor.unfold('Not reached yet, or somebody else goes')
  await visitor.choose('What happened so far?', 'Somebody tried, and has not reached them yet')
  await visitor.fill('In a few words', 'He was asleep; the ward said to come at noon.')
  await visitor.press('Write it down')
  await visitor.unfold('Say whether they were reached')
  await visitor.choose('Did you reach them?', 'No, it was missed')
  await visitor.fill('What happened?', 'Nobody was there')
  await visitor.press('Save what happened', 422)
  await visitor.reads('Choose why nobody reached them')
  await visitor.choose('Did you reach them?', 'Yes, help came')
  await visitor.fill('What happened?', 'We sat by his bed, and he asked me to come again.')
  await visitor.press('Save what happened')
  await visitor.reads('The reachable moment was met')
  await visitor.tab.locator('.picture__table summary').click()
  await visitor.reads('Help came. Within the clock. We sat by his bed')
}

type Voice = { readonly link: string; readonly whose?: string; readonly words: string; readonly step: string }

async function speak(visitor: Visitor, file: string, { link, whose, words, step }: Voice): Promise<void> {
  await visitor.open(`/assessments/identity/${file}`)
  await visitor.follow(link)
  if (whose !== undefined) await visitor.fill('Who is it?', whose)
  await visitor.fill(`What do ${link.endsWith('you see it') ? 'you' : 'they'} say? (moral)`, words)
  await visitor.select('How far is it so now? (optional, moral)', step)
  await visitor.choose('How did the words come here?', 'They said it, and it was read back to them')
  if (!link.includes('young person'))
    await visitor.choose('May the young person read it?', whose === undefined ? 'Yes' : 'No')
  await visitor.choose(`May ${whose === undefined ? 'a' : 'another'} parent or carer read it?`, 'No')
  await visitor.press('Keep these words')
}

async function threeVoices(visitor: Visitor, file: string): Promise<void> {
  const own = { link: 'Write down what the young person says', words: 'I told them no.', step: '4' }
  const worker = { link: 'Write down how you see it', words: 'He keeps his word.', step: '3, sometimes' }
  const carer = { link: 'Write down what a parent or carer says', whose: 'Aunt', words: 'He hides things.', step: '2' }
  for (const voice of [own, worker, carer]) await speak(visitor, file, voice)
  await visitor.reads('They see it differently, so talk about it: moral', 'Shown to nobody else of the family')
  await visitor.follow('A sheet to look at with the young person')
  await visitor.reads('I told them no.', 'He keeps his word.')
  await visitor.doesNotRead('He hides things.')
}

async function chooseHelp(visitor: Visitor, assessment: string): Promise<void> {
  await visitor.open(`${assessment}/programmes`)
  await visitor.reads('Builds on a strength: someone at home knows where they are')
  const carers = visitor.tab.locator('section', { hasText: 'Emotional support for extended-family carers' }).last()
  await carers.locator('summary').click()
  await carers.getByLabel('Offer it to them').check()
  await carers.locator('input[name="why"]').fill('His aunt holds him, and nobody holds her.')
  await carers.locator('input[name="they_say"]').fill('She would like that.')
  await visitor.goBy(carers.getByRole('button', { name: 'Keep this choice' }))
  await visitor.reads('Emotional support for extended-family carers: offer it to them.', 'She would like that.')
}

async function runProgramme(visitor: Visitor): Promise<void> {
  await visitor.signIn('coordinator')
  await visitor.open('/interventions/prg.carers')
  await visitor.follow('Describe it anew')
  await visitor.fill('What happens? (optional)', 'An evening a fortnight, with a meal.')
  await visitor.fill('Why do you change it?', 'The providers told us.')
  await visitor.press('Keep this description')
  await visitor.follow('Add or take out evidence')
  await visitor.press('Add it with its source', 422)
  await visitor.open('/interventions/prg.carers/history')
  await visitor.reads('An evening a fortnight, with a meal.', 'The providers told us.')
}

walk(
  'a child is understood with them: strengths first, then and now side by side, a moment met, three voices, and help chosen for a reason',
  async visitor => {
    const file = (await openCase(visitor, child)).split('/')[2]?.split('?')[0] ?? ''
    const second = await sideBySide(visitor, file)
    await aMomentIsMet(visitor, file)
    await threeVoices(visitor, file)
    await chooseHelp(visitor, second)
    await runProgramme(visitor)
  },
  { longest: 300_000 },
)
