// For strangers: does a published file have the digest that was published, and does its result come out again?
import { readFile } from 'node:fs/promises'
import { CommandError, command, toJson } from './command.ts'
import { read, readOutcomes, type Sealed } from './rules/canonical.ts'
import { methodWords } from './rules/methods.ts'
import { type Result, resultOf } from './rules/result.ts'
import { blind, sha256 } from './sealing.ts'

export const verifyPrediction = command(
  'verify-prediction',
  'is this the prediction that was sealed, and how did it do?',
  [
    { name: 'digest', value: 'HEX', text: 'the digest that was published before the window opened' },
    { name: 'outcomes', value: 'FILE', text: 'what happened, as it was published after: works the result out again' },
    { name: 'key', value: 'FILE', text: 'the key of the names, where it was published' },
    { name: 'place', value: 'CODE', text: 'with the key: what was said of this area' },
  ],
  async (given, out) => {
    const text = await textOf(given.file)
    const digest = sha256(text)
    const expected = given.text('digest')?.trim().toLowerCase()
    if (expected !== undefined && expected !== digest)
      throw new CommandError(`this is NOT the sealed file: its digest is ${digest}, and ${expected} was published`)
    const sealed = read(text)
    const outcomes = given.text('outcomes')
    const result = outcomes === undefined ? undefined : resultOf(sealed, readOutcomes(await textOf(outcomes)))
    const place = await opened(sealed, given.text('key'), given.text('place'))
    if (given.flag('json'))
      out(toJson({ digest, matches: expected === undefined ? null : true, about: sealed.about, result, place }))
    else for (const line of asText(digest, expected !== undefined, sealed, result, place)) out(line)
  },
)

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CommandError(`${path} cannot be read`)
  })
}

type Place = { readonly code: string; readonly chance: readonly number[]; readonly listed: boolean }

async function opened(sealed: Sealed, path: string | undefined, code: string | undefined): Promise<Place | undefined> {
  if (path === undefined) return undefined
  const key = (await textOf(path)).trim()
  if (sha256(key) !== sealed.about.key) throw new CommandError('this key does not belong to the file')
  if (code === undefined) return undefined
  const line = sealed.lines.find(({ name }) => name === blind(key, code))
  if (line === undefined) throw new CommandError(`${code} is not in the file`)
  return { code, chance: line.chance, listed: line.listed }
}

function asText(
  digest: string,
  matches: boolean,
  { about, methods, lines }: Sealed,
  result: Result | undefined,
  place: Place | undefined,
): string[] {
  return [
    `digest ${digest}${matches ? ': the one that was published' : ''}`,
    `${lines.length} ${about.part}, ${about.opens} to ${about.closes}, made from ${about.from} to ${about.until}`,
    `the list was made by ${methodWords[about.shown]} (${about.shown})`,
    ...(result === undefined ? [] : resultLines(result)),
    ...(place === undefined
      ? []
      : [`${place.code}: ${methods.map((name, at) => `${name} ${place.chance[at]}`).join(', ')}`]),
  ]
}

function resultLines({ places, came, listed, hits, said, methods }: Result): string[] {
  return [
    `a sign came in ${came} of ${places}; of ${listed} listed, ${hits} had one, and ${said.toFixed(3)} were said to`,
    ...methods.map(
      ({ name, logScore, brier, hits: own, gain }) =>
        `${name.padEnd(16)} log score ${logScore.toFixed(4)}, Brier ${brier.toFixed(6)}, of its ten ${own}, gain ${gain.gain.toFixed(4)}`,
    ),
  ]
}
