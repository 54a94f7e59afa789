import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addAudience, audienceId, collectionId, grantAccess } from './access.ts'
import { newId } from './ids.ts'
import { keptValues } from './kept.ts'
import { addMember } from './members.ts'
import { keptWhilePublished, publishedKey } from './published.ts'
import { rolledBack } from './testing/database.ts'

const figures = collectionId('figures of this test')

test('who may read other collections is never given what was read by somebody else', async () => {
  await rolledBack(async database => {
    const [reader, stranger] = [newId(), newId()]
    await database.asSystem('migrator', 'set-up', async tx => {
      await addAudience(tx, 'person', reader, 'Reader')
      await addMember(tx, reader, audienceId('person', reader), 'Is this person')
      await grantAccess(tx, {
        audience: audienceId('person', reader),
        record: figures,
        level: 'read',
        purpose: 'analysis',
        why: 'Reads them',
      })
    })
    const kept = keptValues<string>(10)
    const ask = (id: string, read: string): Promise<string> =>
      database.asActor({ id, session: undefined }, 'analysis', tx =>
        keptWhilePublished(tx, kept, 'figures', async () => read),
      )
    assert.equal(await ask(reader, 'ten'), 'ten')
    assert.equal(await ask(stranger, 'nothing'), 'nothing')
    assert.equal(await ask(reader, 'asked again'), 'ten')
  })
})

test('during an import nothing is kept: it sees what is not published yet', async () => {
  await rolledBack(async database => {
    const importing = { id: newId(), session: undefined }
    assert.equal(await database.asActor(importing, 'import', publishedKey), undefined)
    assert.equal(typeof (await database.asActor(importing, 'analysis', publishedKey)), 'string')
  })
})
