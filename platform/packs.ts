import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Config, ConfigError } from './config.ts'

const shipped = new URL('../partnerships', import.meta.url).pathname

/** The folder of the national content that every pack lies over. */
export const commonFolder = join(shipped, 'common')

/** The folder of a partnership's content pack: one that ships with the program, or one that `partnership new` made. */
export function packFolder(config: Config, partnership: string = config.partnership): string {
  const candidates = [join(config.dataDir, 'partnerships', partnership), join(shipped, partnership)]
  const found = candidates.find(folder => existsSync(join(folder, 'partnership.yaml')))
  if (found === undefined) {
    throw new ConfigError(
      `The setting PARTNERSHIP names "${partnership}", which has no content pack. Make one with: node cli.ts partnership new`,
    )
  }
  return found
}

/** What the partnership calls itself. */
export function partnershipTitle(config: Config, partnership: string = config.partnership): string {
  const { name } = parse(readFileSync(join(packFolder(config, partnership), 'partnership.yaml'), 'utf8'))
  return String(name)
}
