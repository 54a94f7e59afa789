import { parseArgs } from 'node:util'
import type { Command } from '#platform/module'
import { everyRole, type Role } from './roles.ts'
import { addAccount } from './store.ts'

/** Adds a person who may sign in. On a new live database this is how the first administrator and analyst come about. */
export const accountCommand: Command = {
  name: 'account',
  summary: 'Adds a person with an agency and roles.',
  options: `--key KEY --name NAME --job TITLE --agency AGENCY --roles ${everyRole.join(',')}`,
  run: async (args, say, context) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        key: { type: 'string' },
        name: { type: 'string' },
        job: { type: 'string', default: '' },
        agency: { type: 'string' },
        roles: { type: 'string', default: '' },
      },
    })
    const roles = values.roles.split(',').filter(Boolean)
    const unknown = roles.filter(role => !everyRole.includes(role as Role))
    if (
      values.key === undefined ||
      values.name === undefined ||
      values.agency === undefined ||
      roles.length === 0 ||
      unknown.length > 0
    ) {
      say(unknown.length > 0 ? `Not a role: ${unknown.join(', ')}.` : 'Give --key, --name, --agency and --roles.')
      return 2
    }
    const { key, name, agency } = values
    const { database } = await context.open()
    await database.asSystem('migrator', 'set-up', tx =>
      addAccount(tx, { key, name, jobTitle: values.job, comesTo: '', agencyKey: agency, roles, synthetic: false }),
    )
    say(`${name} was added as ${key}.`)
    return 0
  },
}
