// A browser for each person of a case, and what they do in it. Nothing is tested here.
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { audienceId, grantAccess } from '#platform/access'
import { newId } from '#platform/ids'
import { secretsOf } from '#platform/secrets'
import type { Site, Visitor } from '#platform/testing/site'
import { actorOf, makePerson, now, type StaffKey } from './cases-site.test.ts'

type Fields = Readonly<Record<string, string>>

/** One site, the child and the referral that the walk begins with, and the case once it is open. */
export class Walk {
  readonly site: Site
  person = ''
  referral = ''
  file = ''

  constructor(site: Site) {
    this.site = site
  }

  as(key: StaffKey): Promise<Visitor> {
    return this.site.as(key)
  }

  /** The page as somebody reads it. */
  async page(key: StaffKey, path: string): Promise<string> {
    const { statusCode, body } = await (await this.as(key)).get(path)
    assert.equal(statusCode, 200, `${key} opens ${path}: ${headingOf(body)}`)
    return body
  }

  async status(key: StaffKey, path: string): Promise<number> {
    return (await (await this.as(key)).get(path)).statusCode
  }

  /** Sends a form that is accepted. Answers where it leads. */
  async send(key: StaffKey, path: string, fields: Fields, from = path): Promise<string> {
    const answer = await (await this.as(key)).post(path, fields, from)
    assert.equal(answer.statusCode, 303, `${path}: ${headingOf(answer.body)}`)
    return String(answer.headers.location)
  }

  /** Sends a form that is sent back. Answers the page with what to put right. */
  async refused(key: StaffKey, path: string, fields: Fields, from = path): Promise<string> {
    const answer = await (await this.as(key)).post(path, fields, from)
    assert.equal(answer.statusCode, 422, `${path}: ${headingOf(answer.body)}`)
    return answer.body
  }
}

/** The heading of a page with its error summary, for a message that a person can read. */
const headingOf = (html: string): string =>
  textOf(`${/<h1[\s\S]*?<\/h1>/.exec(html)?.[0] ?? ''} ${/error-summary__body[\s\S]{0,600}/.exec(html)?.[0] ?? ''}`)

/** Fails with the words of the page, where they do not say this. */
export function says(html: string, words: RegExp): void {
  const text = textOf(html)
  assert.ok(words.test(text), `${words} is not in: ${text.slice(text.indexOf('Sign out'), 3_000)}`)
}

/** The words that somebody reads. */
export const textOf = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>|<head>[\s\S]*?<\/head>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

/** A referral of a child that a coordinator has accepted and matched to a record of their own, as the module of referrals keeps it. */
export async function acceptedReferral(site: Site): Promise<{ person: string; referral: string }> {
  const referral = newId()
  const { id } = actorOf('coordinator')
  const person = await site.database.asActor(actorOf('coordinator'), 'referral', async tx => {
    const made = await makePerson(tx, secretsOf(site.config))
    await sql`insert into referral (id, collection, about, agency, made_by, made_at) select ${referral},
      '1fff0831-81a3-85b8-93eb-3bb9a7ec5288', 'person', ${audienceId('agency', 'auth.wcc')}, ${id}, ${now}`.execute(tx)
    const grant = { audience: audienceId('person', id), record: referral, level: 'manage' } as const
    await grantAccess(tx, { ...grant, purpose: 'referral', why: 'A test' })
    await sql`insert into referral_content (referral, made_by, kinds, urgency, must_not_know) values (${referral}, ${id}, '{}',
      'days', 'His uncle')`.execute(tx)
    await sql`insert into referral_event (id, referral, event, what, why, at, actor) values
      (${newId()}, ${referral}, 'decided', 'interventions', 'A test', ${now}, ${id})`.execute(tx)
    await sql`update referral set person = ${made} where id = ${referral}`.execute(tx)
    return made
  })
  return { person, referral }
}
