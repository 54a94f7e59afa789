import type { Module } from '#platform/module'
import { actions } from './actions/module.ts'
import { agencies } from './agencies/module.ts'
import { areas } from './areas/module.ts'
import { assessments } from './assessments/module.ts'
import { cases } from './cases/module.ts'
import { conflicts } from './conflicts/module.ts'
import { earlyWarning } from './early-warning/module.ts'
import { home } from './home/module.ts'
import { incidents } from './incidents/module.ts'
import { interventions } from './interventions/module.ts'
import { meetings } from './meetings/module.ts'
import { model } from './model/module.ts'
import { people } from './people/module.ts'
import { referrals } from './referrals/module.ts'
import { sharing } from './sharing/module.ts'
import { strategy } from './strategy/module.ts'

// What a partnership does. The order is the law: a module imports only modules above it, its foreign keys point only
// to tables above it, and the navigation follows it. What cuts across them all (home) receives what they offer.
const offering: readonly Module[] = [
  model,
  agencies,
  sharing,
  areas,
  incidents,
  people,
  interventions,
  actions,
  conflicts,
  earlyWarning,
  referrals,
  assessments,
  cases,
  meetings,
  strategy,
]

export const modules: readonly Module[] = [...offering, home(offering)]
