// The lawful basis of a record: Article 6 with 9 or 10 and a Schedule 1 condition, or Part 3 with Schedule 8.
import type { BasisAnswer } from './bases.ts'
import type { Assessment } from './engine.ts'
import type { LawfulBasis, Problem, SharedRecord } from './record-types.ts'
import type { BasisFamily } from './schema.ts'
import { filled } from './words.ts'

type Choice = { field: string; family: BasisFamily; id: string | undefined; ask: string }

/** What is missing or wrong in the record's lawful basis, for what the assessment says it must name. */
export function basisProblems(record: SharedRecord, assessment: Assessment): Problem[] {
  const { lawfulBasis } = record
  if (!assessment.identifies) return []
  const wrongRegime = regimeProblem(lawfulBasis, assessment)
  if (wrongRegime !== undefined) return [wrongRegime]
  const answers = choicesOf(lawfulBasis)
    .filter(({ family }) => assessment.families.includes(family))
    .map(choice => ({ choice, answer: assessment.lawfulBases.find(basis => isChoice(basis, choice)) }))
  return [
    ...answers.flatMap(({ choice, answer }) => choiceProblems(choice, answer, record)),
    ...pairingProblems(lawfulBasis, assessment, record),
    ...policyProblems(
      answers.flatMap(({ answer }) => answer ?? []),
      assessment,
      record,
    ),
  ]
}

function regimeProblem(basis: LawfulBasis, { regime }: Assessment): Problem | undefined {
  const field = 'lawfulBasis'
  if (basis.regime === 'not_personal')
    return { field, message: 'This identifies a person, so it needs a lawful basis as well as a gateway.' }
  if (regime === undefined || regime.from === 'confirm' || regime.from === basis.regime) return undefined
  return { field, message: `${regime.because[0]} Choose the lawful basis from those rules.` }
}

function choicesOf(basis: LawfulBasis): Choice[] {
  if (basis.regime === 'not_personal') return []
  if (basis.regime === 'part_3')
    return [
      { field: 'ground', family: 'part_3', id: basis.ground, ask: 'Choose the Part 3 ground.' },
      { field: 'schedule8', family: 'schedule_8', id: basis.schedule8, ask: 'Choose the Schedule 8 condition.' },
    ]
  return [
    { field: 'article6', family: 'article_6', id: basis.article6, ask: 'Choose the Article 6 lawful basis.' },
    { field: 'article9', family: 'article_9', id: basis.article9, ask: 'Choose the Article 9 condition.' },
    { field: 'article10', family: 'article_10', id: basis.article10, ask: 'Choose the Article 10 condition.' },
  ]
}

const isChoice = (basis: BasisAnswer, { family, id }: Choice) => basis.family === family && basis.id === id

function choiceProblems({ field, id, ask }: Choice, answer: BasisAnswer | undefined, record: SharedRecord): Problem[] {
  if (!filled(id)) return [{ field, message: ask }]
  if (answer === undefined) return [{ field, message: `We do not know "${id}" here. ${ask}` }]
  return fitProblems(field, answer, record)
}

function fitProblems(field: string, answer: BasisAnswer, { confirmedBy }: SharedRecord): Problem[] {
  const because = (verdicts: readonly string[]) =>
    answer.reasons
      .filter(({ verdict }) => verdicts.includes(verdict))
      .map(({ text }) => text)
      .join(' ')
  if (answer.outcome === 'does_not_fit')
    return [{ field, message: `${answer.name} does not fit. ${because(['refused', 'missing'])}` }]
  if (answer.outcome === 'fits' || (filled(confirmedBy?.name) && filled(confirmedBy?.role))) return []
  return [{ field: 'confirmedBy', message: `${because(['unsure'])} Record who confirmed ${answer.name}.` }]
}

/** Article 9 and 10 conditions that rest on Schedule 1 need one of their own conditions from it, and each must fit. */
function pairingProblems(basis: LawfulBasis, assessment: Assessment, record: SharedRecord): Problem[] {
  if (basis.regime !== 'part_2') return []
  const field = 'schedule1'
  const conditions = basis.schedule1 ?? []
  const parents = assessment.lawfulBases.filter(({ id }) => id === basis.article9 || id === basis.article10)
  const unpaired = parents
    .filter(({ pairedWith }) => pairedWith.length > 0 && !pairedWith.some(id => conditions.includes(id)))
    .map(({ name }) => ({ field, message: `${name} needs a Schedule 1 condition that goes with it. Choose one.` }))
  const answers = assessment.lawfulBases.filter(({ id, family }) => family === 'schedule_1' && conditions.includes(id))
  return [...unpaired, ...answers.flatMap(answer => fitProblems(field, answer, record))]
}

function policyProblems(chosen: readonly BasisAnswer[], assessment: Assessment, record: SharedRecord): Problem[] {
  const conditions = record.lawfulBasis.regime === 'part_2' ? (record.lawfulBasis.schedule1 ?? []) : []
  const all = [...chosen, ...assessment.lawfulBases.filter(({ id }) => conditions.includes(id))]
  if (!all.some(({ policyDocument }) => policyDocument) || filled(record.policyDocument)) return []
  return [{ field: 'policyDocument', message: 'Name the appropriate policy document that covers this condition.' }]
}
