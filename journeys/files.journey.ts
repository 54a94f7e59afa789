import assert from 'node:assert/strict'
import { walk } from './harness/walk.ts'
import { inDays } from './spine/story.ts'

const letter = {
  name: 'agenda papers.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
}

walk(
  'a file is added to a meeting and held, and a member is told of it, without a name in the calendar',
  async visitor => {
    await visitor.signIn('coordinator')
    await visitor.open('/meetings/groups/grp.interventions')
    await visitor.press('Plan a meeting')
    await visitor.fillDay('Day', inDays(40))
    await visitor.fill('Time (optional)', '10:30')
    await visitor.fill('Place (optional)', 'Shire Hall')
    await visitor.select('Chair', 'Beatrice Copperwell, Warwickshire County Council')
    await visitor.press('Plan the meeting')
    const meeting = visitor.path
    await visitor.follow('Files')
    await visitor.reads('No file is here.', 'This server has no virus scanner', 'One file of 20 MB at most')
    await visitor.press('Add the file', 422)
    await visitor.reads('Choose a file that is not empty')
    const chooser = visitor.tab.locator('input[type="file"]')
    await chooser.setInputFiles({ ...letter, name: 'picture.png' })
    await visitor.press('Add the file', 422)
    await visitor.reads('ends like a PNG picture, and what it holds is a PDF')
    await chooser.setInputFiles(letter)
    await visitor.press('Add the file')
    await visitor.reads('The file was added.', 'agenda papers.pdf', 'Not checked: this server has no virus scanner')
    const file = visitor.path
    await visitor.open(`${file}/content`, 409)
    await visitor.open(file)
    await visitor.unfold('Remove this file')
    await visitor.press('Remove the file', 422)
    await visitor.reads('Say why it is removed')

    await visitor.signIn('chair')
    const header = await visitor.tab.getByRole('banner').innerText()
    assert.match(header, /Inbox: \d+ new/)
    await visitor.follow(/^Inbox: \d+ new$/)
    await visitor.reads('A meeting of your group was planned or changed', 'new')
    await visitor.goBy(
      visitor.tab.getByRole('button', { name: 'A meeting of your group was planned or changed' }).first(),
    )
    assert.equal(visitor.path, meeting)
    await visitor.reads('Shire Hall')
    const calendar = await visitor.download('Add it to your calendar')
    assert.equal(calendar.suggestedFilename(), 'breakwater-meeting.ics')
    await visitor.follow('Files')
    await visitor.reads('agenda papers.pdf')
    await visitor.open('/inbox')
    await visitor.choose('How often do you want an e-mail?', 'Never')
    await visitor.press('Save')
    await visitor.reads('Your choice was kept.')

    await visitor.signIn('police-analyst')
    await visitor.open(file, 404)
  },
)
