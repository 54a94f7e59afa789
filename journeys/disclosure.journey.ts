import type { Visitor } from './harness/visitor.ts'
import { walk } from './harness/walk.ts'
import { askAboutPatient } from './spine/disclosing.ts'

async function fillPerson(visitor: Visitor, group: string, name: string, job: string): Promise<void> {
  const fields = visitor.tab.getByRole('group', { name: group })
  await fields.getByLabel('Name', { exact: true }).fill(name)
  await fields.getByLabel('Job', { exact: true }).fill(job)
}

walk(
  'a nurse who was told to use section 16 is refused with the reason, and shares under a right power',
  async visitor => {
    await visitor.signIn('nurse')
    await askAboutPatient(visitor, 'Serious Violence Duty, section 16')
    await visitor.reads('J.F.', 'Serious Violence Duty, section 16')
    await visitor.press('See what the law says')
    await visitor.reads(
      'You cannot use Serious Violence Duty, section 16 here',
      'Section 16 never covers patient information.',
    )
    await visitor.press('Record what you share', 422)
    await visitor.reads('Choose a power or duty, or decide not to share')
    await visitor.choose('Which power or duty will you use?', 'Child protection enquiry, section 47')
    await visitor.press('Record what you share')
    await visitor.press('Record the disclosure', 422)
    await visitor.reads('Say whether the person was told')
    await visitor.choose('Article 6 lawful basis', 'Public task (UK GDPR Article 6(1)(e))')
    await visitor.choose('Article 9 condition', 'Substantial public interest (UK GDPR Article 9(2)(g))')
    await visitor.tick('Safeguarding of children and of individuals at risk (DPA 2018 Schedule 1 paragraph 18)')
    await visitor.fill('Appropriate policy document', 'Safeguarding policy, version 3')
    await visitor.fill('What was shared', 'The injury of 20 November, and what the child said.')
    await visitor.fill('Why information held in confidence could be shared', 'The child may be hurt again.')
    await visitor.fill('Name of person 1', 'Sample Worker')
    await visitor.fill('Job of person 1', 'Social worker')
    await fillPerson(visitor, 'Who decided to share it', 'Sample Nurse', 'Named nurse')
    await visitor.choose('Was the person told?', 'No')
    await visitor.tab
      .getByRole('group', { name: 'If they were not told, why not?' })
      .getByRole('checkbox', { name: 'Asking or telling the person would put someone in danger', exact: true })
      .check()
    await visitor.fill(
      'Why not, in your own words, and when you will look again',
      'The person feared lives in the home.',
    )
    await visitor.choose('Did they agree to a service?', 'Nobody has asked the person about a service')
    await visitor.tab
      .getByRole('group', { name: 'If they have not agreed to this sharing, why is it shared?' })
      .getByRole('checkbox', { name: 'A child is at risk of significant harm', exact: true })
      .check()
    await visitor.press('Record the disclosure')
    await visitor.reads('The disclosure is recorded.', 'Information was shared', 'Child protection enquiry, section 47')
    const address = visitor.path
    await visitor.signIn('governance-lead')
    await visitor.open('/disclosures')
    await visitor.reads('J.F.', 'Child protection enquiry, section 47')
    await visitor.open(address)
    await visitor.reads('Sample Worker, Social worker', 'The person feared lives in the home.')
    await visitor.open('/sharing/ledger?action=disclose')
    await visitor.reads('disclosure refused')
    await visitor.signIn('board-member')
    await visitor.open(address, 404)
    await visitor.signIn('teacher')
    await visitor.open(address, 404)
  },
)

walk('a nurse decides not to share, and keeps the reason', async visitor => {
  await visitor.signIn('nurse')
  await askAboutPatient(visitor, 'I do not know')
  await visitor.press('See what the law says')
  await visitor.press('Decide not to share')
  await visitor.press('Record the decision not to share', 422)
  await visitor.reads('Choose the reason for not sharing')
  await visitor.choose('Why not?', 'We have asked for advice first, and given a date to look again')
  await visitor.fill('In your own words', 'The named doctor is asked first.')
  await fillPerson(visitor, 'Who decided', 'Sample Nurse', 'Named nurse')
  await visitor.press('Record the decision not to share', 422)
  await visitor.reads('Give the day you will look again.')
  await visitor.fill('Day', '1')
  await visitor.fill('Month', '12')
  await visitor.fill('Year', '2099')
  await visitor.press('Record the decision not to share')
  await visitor.reads('Decided not to share', 'The named doctor is asked first.')
})

walk('governance looks after agreements and assessments, and the law is there for anybody', async visitor => {
  await visitor.open('/law')
  await visitor.follow('Legislation')
  await visitor.follow('Lawful bases')
  await visitor.follow('To be confirmed')
  await visitor.signIn('governance-lead')
  await visitor.reads('Review: Example agreement')
  await visitor.open('/agreements')
  await visitor.follow(/Example agreement/)
  await visitor.reads('Synthetic: made for the demonstration')
  await visitor.press('Change it')
  await visitor.press('Save')
  await visitor.reads('Changed.', 'version 2')
  await visitor.open('/agreements/new/processing')
  await visitor.press('Save', 422)
  await visitor.open('/agreements/new/policy')
  await visitor.open('/impact-assessments/new')
  await visitor.press('Save as a draft', 422)
  await visitor.open('/impact-assessments')
  await visitor.follow(/Early warning of conflicts/)
  await visitor.reads('This model may not be used today')
  await visitor.press('Approve', 422)
  await visitor.reads('Tick the box when you have read the whole document')
})
