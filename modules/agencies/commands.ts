import { parseArgs } from 'node:util'
import type { Database } from '#platform/database'
import { Conflict, NotFound } from '#platform/errors'
import type { Command, Workplace } from '#platform/module'
import { emailAddress } from './forms/sign-in.ts'
import { everyRole, type Role } from './roles.ts'
import { accountByKey, addAccount, addAddress, type NewAccount } from './store/accounts.ts'
import { agencies } from './store/agencies.ts'
import { makeLink } from './store/links.ts'

type Say = (line: string) => void

/** Adds a person who may sign in. On a new live database this is how the first administrator comes about. */
export const accountCommand: Command = {
  name: 'account',
  summary: 'Adds a person with an agency and roles, and prints the link with which they set up their sign-in.',
  options: `--key KEY --name NAME --job TITLE --agency AGENCY --roles ${everyRole.join(',')} [--email ADDRESS]`,
  run: async (args, say, context) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        key: { type: 'string' },
        name: { type: 'string' },
        job: { type: 'string', default: '' },
        agency: { type: 'string' },
        roles: { type: 'string', default: '' },
        email: { type: 'string' },
      },
    })
    const roles = values.roles.split(',').filter(Boolean)
    const { key, name, agency } = values
    if (key === undefined || name === undefined || agency === undefined || roles.length === 0) {
      say('Give --key, --name, --agency and --roles.')
      return 2
    }
    const problem = problemWith(roles, values.email)
    if (problem !== undefined) {
      say(problem)
      return 2
    }
    const person = { key, name, jobTitle: values.job, comesTo: '', agencyKey: agency, roles, synthetic: false }
    return add(person, values.email, say, await context.open())
  },
}

function problemWith(roles: readonly string[], email: string | undefined): string | undefined {
  const unknown = roles.filter(role => !everyRole.includes(role as Role))
  if (unknown.length > 0) return `Not a role: ${unknown.join(', ')}.`
  if (email !== undefined && !emailAddress.safeParse(email).success) return 'That is not an e-mail address.'
  return undefined
}

async function add(
  person: NewAccount,
  email: string | undefined,
  say: Say,
  { database, config, clock }: Workplace,
): Promise<number> {
  if (email !== undefined && config.demonstration) {
    say('A demonstration has no real sign-in. Leave --email out.')
    return 2
  }
  const id = await database.asSystem('migrator', 'set-up', async tx => {
    if ((await agencies(tx)).every(it => it.key !== person.agencyKey))
      throw new NotFound(
        `There is no agency with the key ${person.agencyKey}. The content pack's agencies.csv has them.`,
      )
    if ((await accountByKey(tx, person.key)) !== undefined)
      throw new Conflict(`There is somebody with the key ${person.key} already. Choose another.`)
    const made = await addAccount(tx, person)
    if (email !== undefined) await addAddress(tx, made, emailAddress.parse(email))
    return made
  })
  say(`${person.name} was added as ${person.key}.`)
  if (email !== undefined)
    await sayLink(database, id, config.publicUrl ?? `http://localhost:${config.port}`, say, clock.now())
  return 0
}

async function sayLink(database: Database, account: string, address: string, say: Say, now: Date): Promise<void> {
  const link = await database.asSystem('sign-in', 'sign-in', tx => makeLink(tx, account, 'invitation', now))
  if (link === undefined) return
  say(`Give them this link yourself. It works once, until ${link.expires.toISOString()}:`)
  say(`${address}/link/${link.token}`)
}
