import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { everyRole } from '../roles.ts'
import { teamsFor } from './teams.ts'

describe('teams', () => {
  test('help is given by referrers, practitioners and coordinators; intelligence is kept by its lead; others have no team', () => {
    const teams = Object.fromEntries(everyRole.map(role => [role, teamsFor([role])]))
    assert.deepEqual(teams, {
      referrer: ['people'],
      practitioner: ['people'],
      coordinator: ['people'],
      chair: [],
      'intelligence-lead': ['intelligence'],
      'police-analyst': [],
      analyst: [],
      board: [],
      governance: [],
      administrator: [],
    })
  })

  test('somebody with two roles of one team belongs to it once', () => {
    assert.deepEqual(teamsFor(['referrer', 'coordinator', 'board']), ['people'])
  })
})
