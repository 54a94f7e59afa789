import assert from 'node:assert/strict'
import type { Visitor } from '../harness/visitor.ts'
import { inDays, made, type Step, type Story } from './story.ts'

const question = 'Which of these are true?'

/** Answers every question about a patient, from the start page to the page that shows all answers. */
export async function askAboutPatient(visitor: Visitor, quoted: string, initials = 'J.F.'): Promise<void> {
  await visitor.open('/disclosures/new')
  await visitor.press('Start now')
  await visitor.tick("Patient information: someone's health, illness or care")
  await visitor.press('Continue')
  await visitor.fill('Initials, or your record’s reference', initials)
  await visitor.press('Continue')
  await visitor.choose('What are you acting as?', 'An NHS trust, including its nurses and doctors')
  await visitor.press('Continue')
  await visitor.select(
    'Agency, and the job it would do with it',
    "Warwickshire County Council, as children's social care",
  )
  await visitor.press('Continue')
  await visitor.choose('Why would you share it?', 'Protect a child who may be suffering significant harm')
  await visitor.press('Continue')
  assert.equal(await visitor.heading(), question)
  await visitor.tick('Is it about a child, or about someone else but important for a child?')
  await visitor.tick('Is there reason to think the child is suffering, or likely to suffer, significant harm?')
  await visitor.tick('Have you decided that stopping the harm matters more than keeping the information private?')
  await visitor.tick('Is it unsafe or unreasonable to ask the person, or can they not agree?')
  await visitor.press('Continue')
  await visitor.fill('Why do they need it?', 'They cannot judge the risk without the injury and its date.')
  await visitor.fill('Why would less not do?', 'Only this injury is told, and nothing of earlier visits.')
  await visitor.press('Continue')
  await visitor.select('Power or duty (optional)', quoted)
  await visitor.press('Continue')
  assert.equal(await visitor.heading(), 'Check your answers')
}

/** The nurse is refused the power that she was told to use, and shares under a right one. */
async function disclose(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('nurse')
  await askAboutPatient(
    visitor,
    'Serious Violence Duty, section 16',
    `${story.child.given[0]}.${story.child.family[0]}.`,
  )
  await visitor.press('See what the law says')
  await visitor.reads(
    'You cannot use Serious Violence Duty, section 16 here',
    'Section 16 never covers patient information.',
  )
  await visitor.choose('Which power or duty will you use?', 'Child protection enquiry, section 47')
  await visitor.press('Record what you share')
  await visitor.choose('Article 6 lawful basis', 'Public task (UK GDPR Article 6(1)(e))')
  await visitor.choose('Article 9 condition', 'Substantial public interest (UK GDPR Article 9(2)(g))')
  await visitor.tick('Safeguarding of children and of individuals at risk (DPA 2018 Schedule 1 paragraph 18)')
  await visitor.fill('Appropriate policy document', 'Safeguarding policy, version 3')
  await visitor.fill('What was shared', 'The injury, its date, and what the child said of it.')
  await visitor.fill('Why information held in confidence could be shared', 'The child may be hurt again.')
  await visitor.fill('Name of person 1', 'Sample Worker')
  await visitor.fill('Job of person 1', 'Social worker')
  await visitor.fill('Name', 'Sample Nurse', 'Who decided to share it')
  await visitor.fill('Job', 'Named nurse', 'Who decided to share it')
  await visitor.choose('Was the person told?', 'Yes')
  await visitor.fillDay('If they were told, or will be: on which day?', inDays(0))
  await visitor.choose('Did they agree to a service?', 'Nobody has asked the person about a service')
  await visitor.tick(
    'A child is at risk of significant harm',
    'If they have not agreed to this sharing, why is it shared?',
  )
  await visitor.press('Record the disclosure')
  await visitor.reads('The disclosure is recorded.', 'Child protection enquiry, section 47')
}

/** The police analyst has no key to anybody's record: a search finds nothing, and an address opens nothing. */
async function lookAsPolice(visitor: Visitor, story: Story): Promise<void> {
  await visitor.signIn('police-analyst')
  await visitor.open('/search')
  await visitor.fill('What you look for', `${story.child.given} ${story.child.family}`)
  await visitor.press('Search')
  await visitor.reads('Nothing that you may read')
  for (const record of ['record of the council', 'case', 'referral']) await visitor.open(made(story, record), 403)
}

export const disclosing: Step = {
  title:
    'A nurse is refused a disclosure under the wrong power and makes it under a right one; the police analyst finds nothing of the child',
  async run(visitor, story) {
    await disclose(visitor, story)
    await lookAsPolice(visitor, story)
    assert.notEqual(visitor.path, '/')
  },
}
