// The command line: `node cli.ts <command> --help`. Exit code 0 only when everything asked for was done.
import { loadExample as example } from '#example/load'
import { modules } from '#modules'
import { systemClock as clock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import type { Command, Workplace } from '#platform/module'
import { packFolder, partnershipTitle } from '#platform/packs'
import { prepare } from '#platform/setup'
import { reasonToStop } from '#platform/stop'

const commands = modules.flatMap(({ commands: offered }) => offered ?? [])
const [name, ...args] = process.argv.slice(2)
const say = (line: string): void => console.log(line)

try {
  process.exitCode = await main()
} catch (error) {
  console.error(reasonToStop(error) ?? error)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const command = commands.find(it => it.name === name)
  if (command === undefined) {
    for (const line of overview()) say(line)
    return name === undefined || name === '--help' ? 0 : 2
  }
  if (args.includes('--help')) {
    say(`node cli.ts ${command.name} ${command.options}`)
    say(command.summary)
    return 0
  }
  return run(command)
}

async function run(command: Command): Promise<number> {
  let workplace: Workplace | undefined
  try {
    return await command.run(args, say, {
      config: () => readConfig(process.env),
      open: async () => {
        workplace ??= await open()
        return workplace
      },
    })
  } finally {
    await workplace?.close()
  }
}

async function open(): Promise<Workplace> {
  const config = readConfig(process.env)
  packFolder(config)
  const database = await openDatabase(config)
  const { demonstration } = await prepare({ database, config, clock, modules, example, say }, partnershipTitle(config))
  return {
    database,
    config: { ...config, demonstration },
    partnership: config.partnership,
    clock,
    modules,
    close: () => database.close(),
  }
}

function overview(): string[] {
  return [
    'Breakwater. Commands:',
    ...commands.map(it => `  ${it.name.padEnd(16)} ${it.summary}`),
    'Each explains itself: node cli.ts <command> --help',
  ]
}
