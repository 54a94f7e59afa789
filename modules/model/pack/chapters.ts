import { z } from 'zod'
import { id, words } from './cells.ts'
import { documentProvenance, readYaml } from './documents.ts'
import type { PackProblem } from './problems.ts'

const chapterHead = z.strictObject({
  id,
  life_stage: id,
  order: z.int().positive(),
  title: words,
  content_note: words,
  ...documentProvenance,
})

const readingHead = z.strictObject({ id, title: words, content_note: words.nullable(), ...documentProvenance })

/** One thing that happened, with the factors it shows (a platform mapping) and whether help could have been accepted then. */
export interface Beat {
  text: string
  factors: string[]
  reachable: boolean
  line: number
}

export interface Opportunity {
  c: string
  text: string
  line: number
}

/** A chapter of the life journey: the story retold, what could have helped by the 5 Cs, and the actions that answer it. */
export interface Chapter extends z.output<typeof chapterHead> {
  file: string
  introduction: string
  beats: Beat[]
  opportunities: Opportunity[]
  actions: { id: string; line: number }[]
  questions: string[]
}

/** A page of long text; `body` is Markdown. */
export interface Reading extends z.output<typeof readingHead> {
  file: string
  body: string
}

interface Line {
  number: number
  text: string
}

interface Split<H> {
  head: H
  body: Line[]
}

/** Parts a Markdown file into its head (YAML between two lines of three hyphens) and the lines after it. */
function split<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  problems: PackProblem[],
): Split<z.output<S>> | null {
  const lines = text.split(/\r?\n/)
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end === -1) {
    problems.push({ file, line: 1, column: null, message: 'must begin with a head between two lines of ---' })
    return null
  }
  const head = readYaml(file, lines.slice(1, end).join('\n'), schema, problems, 1)
  if (head === null) return null
  const body = lines.map((line, place) => ({ number: place + 1, text: line.trim() })).slice(end + 1)
  return { head, body }
}

export function readReading(file: string, text: string, problems: PackProblem[]): Reading | null {
  const parts = split(file, text, readingHead, problems)
  if (parts === null) return null
  return {
    ...parts.head,
    file,
    body: parts.body
      .map(line => line.text)
      .join('\n')
      .trim(),
  }
}

const happened = 'What happened'
const helped = 'What could have helped'
const willDo = 'What partners said they will do'
const think = 'To think about'

/**
 * Reads one chapter: a head, an introduction, then four sections of plain list items. A beat may end with the factors it shows
 * in braces, and `reachable` among them marks a reachable moment. Lists continue on indented lines.
 */
export function readChapter(file: string, text: string, problems: PackProblem[]): Chapter | null {
  const parts = split(file, text, chapterHead, problems)
  if (parts === null) return null
  const sections = sectionsOf(file, parts.body, problems)
  const items = (name: string) => listItems(file, sections.get(name) ?? [], problems)
  const introduction = (sections.get('') ?? []).map(line => line.text)
  return {
    ...parts.head,
    file,
    introduction: introduction.join('\n').trim(),
    beats: items(happened).map(beat),
    opportunities: items(helped).flatMap(item => opportunity(file, item, problems)),
    actions: items(willDo).map(item => ({ id: item.text, line: item.number })),
    questions: items(think).map(item => item.text),
  }
}

function sectionsOf(file: string, body: readonly Line[], problems: PackProblem[]): Map<string, Line[]> {
  const sections = new Map<string, Line[]>([['', []]])
  let current = ''
  for (const line of body) {
    if (line.text.startsWith('## ')) {
      current = line.text.slice(3)
      sections.set(current, [])
    } else sections.get(current)?.push(line)
  }
  for (const name of [happened, helped, willDo, think]) {
    if (!sections.has(name)) problems.push({ file, line: 1, column: null, message: `has no section “${name}”` })
  }
  return sections
}

function listItems(file: string, lines: readonly Line[], problems: PackProblem[]): Line[] {
  const items: Line[] = []
  for (const { number, text } of lines) {
    const last = items.at(-1)
    if (text.startsWith('- ')) items.push({ number, text: text.slice(2) })
    else if (text !== '' && last === undefined) {
      problems.push({ file, line: number, column: null, message: 'must be a list item that begins with a hyphen' })
    } else if (text !== '' && last !== undefined) last.text += ` ${text}`
  }
  return items
}

function beat({ number, text }: Line): Beat {
  const braces = /\s*\{([^}]*)\}$/.exec(text)
  const marks = (braces?.[1] ?? '').split(/[\s,]+/).filter(mark => mark !== '')
  return {
    text: braces === null ? text : text.slice(0, braces.index),
    factors: marks.filter(mark => mark !== 'reachable'),
    reachable: marks.includes('reachable'),
    line: number,
  }
}

function opportunity(file: string, { number, text }: Line, problems: PackProblem[]): Opportunity[] {
  const parts = /^(c\.[a-z]+): (.+)$/.exec(text)
  const [c, said] = [parts?.[1], parts?.[2]]
  if (c !== undefined && said !== undefined) return [{ c, text: said, line: number }]
  problems.push({
    file,
    line: number,
    column: null,
    message: 'must begin with one of the 5 Cs and a colon, such as “c.collab: ”',
  })
  return []
}
