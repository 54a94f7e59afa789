import { content } from '#modules/model'
import type { Transaction } from '#platform/database'

/** Children's social care in the directory of any partnership's pack. */
const childrensSocialCare = 'hd.csc'

/** Whom to ring first about a child who may be harmed, as the partnership's directory prints it; without a number, nobody. */
export async function frontDoor(tx: Transaction): Promise<{ name: string; phone: string } | undefined> {
  const it = (await content(tx, 'services')).find(({ id }) => id === childrensSocialCare)
  return it === undefined || it.phone === null || it.phone === '' ? undefined : { name: it.name, phone: it.phone }
}
