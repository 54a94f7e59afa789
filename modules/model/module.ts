import { createHash } from 'node:crypto'
import { newId } from '#platform/ids'
import type { Module, SetUpContext } from '#platform/module'
import { commonFolder } from '#platform/packs'
import { filesIn } from './pack/files.ts'
import { type PackFiles, readPack } from './pack.ts'
import { pages } from './pages.ts'
import { loadedDigest, replaceContent } from './store.ts'

export { newPack, type Pack, PackError, type Row, readPack, type TableName } from './pack.ts'
export { content } from './store.ts'

/** The national content, as files: what a new partnership's pack is made from. */
export function commonPack(): PackFiles {
  return filesIn(commonFolder, [])
}

async function loadPack({ database, pack }: SetUpContext): Promise<void> {
  const contents = readPack(pack, commonFolder)
  const digest = createHash('sha256').update(JSON.stringify(contents)).digest('hex')
  await database.asSystem('migrator', 'set-up', async tx => {
    if ((await loadedDigest(tx)) !== digest) await replaceContent(tx, contents, { id: newId(), digest })
  })
}

export const model: Module = {
  name: 'model',
  pages,
  navigation: [{ text: 'The model', href: '/model' }],
  setUp: [{ words: 'The words of the prevention model', run: loadPack }],
}
