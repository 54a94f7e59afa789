// The worked cases that stand beside the law as data (partnerships/common/sharing/worked_cases.csv).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { answerOf, lawDirectory, supposing, today } from './fixtures.ts'
import type { Law } from './law.ts'

const words = z.string().transform(text => text.split(' ').filter(word => word !== ''))
const caseShape = z.strictObject({
  topic: z.string().min(1),
  case: z.string().min(1),
  from: z.string(),
  to: z.string(),
  information: words,
  purpose: z.string(),
  circumstances: words,
  area: z.string().transform(area => area || 'Warwickshire'),
  on: z.string().transform(day => day || today),
  suppose: z.string(),
  gateway: z.string(),
  outcome: z.enum(['can', 'cannot', 'confirm']),
  reason: z.string().min(1),
})
const rows: unknown = parse(readFileSync(join(lawDirectory, 'worked_cases.csv')), { columns: true })
const decides = { can: ['met'], cannot: ['refused', 'missing'], confirm: ['unsure'] }

export type WorkedCase = z.output<typeof caseShape>
export const workedCases = z.array(caseShape).parse(rows)

/** What is wrong with the law's answer to a worked case, in words; undefined when it is as the case says. */
export function failureOf(worked: WorkedCase, law: Law): string | undefined {
  const [provision, from] = worked.suppose.split('=')
  const onLaw = provision && from ? supposing(law, provision, from) : law
  const { outcome, reasons } = answerOf(worked.gateway, worked, worked.on, onLaw)
  const said = reasons.map(({ verdict, text }) => `${verdict}: ${text}`).join('\n')
  const deciding = reasons.filter(({ verdict }) => decides[worked.outcome].includes(verdict))
  if (outcome !== worked.outcome) return `It says "${outcome}", not "${worked.outcome}":\n${said}`
  return deciding.some(({ text }) => text.includes(worked.reason))
    ? undefined
    : `No reason for "${outcome}" says "${worked.reason}":\n${said}`
}
