import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type OfficialPlaces, officialPlaces } from '#modules/areas'
import { commonPack, newPack } from '#modules/model'
import type { Command, CommandContext } from '#platform/module'

type Say = (line: string) => void

/**
 * `node cli.ts partnership new`: a content pack and a schema for any community safety partnership in England, or several
 * together, made from the official lookup of districts, partnerships and forces.
 */
export const partnershipCommand: Command = {
  name: 'partnership',
  summary: 'Sets up a partnership from the official lookups: a content pack and a place in the database.',
  options: 'new --csp CODE[,CODE...] --id ID --name NAME --lookup FILE',
  run: async (args, say, context) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        csp: { type: 'string' },
        id: { type: 'string' },
        name: { type: 'string' },
        lookup: { type: 'string', multiple: true },
      },
    })
    const { csp, name, lookup } = values
    if (positionals[0] !== 'new' || csp === undefined || name === undefined || lookup === undefined) {
      say(`Use: node cli.ts partnership ${partnershipCommand.options}`)
      return 2
    }
    const codes = csp.split(',').map(code => code.trim())
    const found = await officialPlaces(lookup, codes)
    const missing = codes.filter(code => !found.partnerships.some(it => it.code === code))
    if (missing.length > 0) {
      say(
        `The lookup does not name ${missing.join(', ')}. Is it the lookup of districts, community safety partnerships and police forces?`,
      )
      return 1
    }
    return make(values.id ?? slug(name), name, found, say, context)
  },
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

async function make(
  id: string,
  name: string,
  found: OfficialPlaces,
  say: Say,
  context: CommandContext,
): Promise<number> {
  const config = context.config()
  const folder = join(config.dataDir, 'partnerships', id)
  if (existsSync(folder)) {
    say(`There is already a partnership "${id}".`)
    return 1
  }
  const [force] = found.forces
  if (force === undefined) {
    say('The lookup names no police force for these partnerships.')
    return 1
  }
  const pack = newPack(
    {
      id,
      name,
      place: name,
      communitySafetyPartnerships: [...found.partnerships],
      districts: [...found.districts],
      county: found.counties[0] ?? null,
      policeForceArea: force,
      policeUkForce: slug(force.name),
      educationAuthority: null,
    },
    commonPack(),
  )
  for (const [file, text] of pack) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  say(`Made the content pack of ${name} (${found.districts.length} districts) in ${folder}.`)
  process.env['PARTNERSHIP'] = id
  await context.open()
  say(
    `The database has a place for it. Start it with PARTNERSHIP=${id} npm start, and load open data with: node cli.ts import`,
  )
  return 0
}
