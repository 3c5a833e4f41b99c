import { expect, it } from 'vitest'
import { type RepairPorts, repairVoter } from '../../functions/repair-voter/repair-voter.ts'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import { repairWish, type SaidRepair } from '../../shared/domain/staff/staff-wish.ts'
import { keys, now } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'

const { voter } = enrol(keys, aRollEntry())
const said: SaidRepair = { corrects: 'email', correction: { newEmail: 'new@academie.example' } }
const told = { interventionId: '', kind: 'repair', at: now, by: 'supervisor/sacha' } as const
const file = { tokenHash: '', voterId: voter.voterId, expiresAt: now }
const person = { email: 'sacha@example.org', role: 'supervisor' } as const
const wish = {
  action: 'repair',
  reason: '',
  email: 'alix@example.org',
  interventionId: 'a wish',
} as const

function repair(outcome: Awaited<ReturnType<RepairPorts['roll']['repair']>>, isAsked = true) {
  const { act } = repairVoter(
    {
      roll: {
        findMany: async () => new Map(),
        findPersons: async () => new Map(),
        repair: async () => outcome,
      },
      news: { put: async () => {} },
      interventions: { find: async () => undefined },
      ...{ keys, clock: () => now },
    },
    () => said,
  )
  const asked = { ...wish, repair: repairWish(keys, voter, said) }
  const found = {
    person,
    voter,
    latest: undefined,
    file: isAsked ? { ...file, wish: asked } : file,
  }
  return act('repair', found, told)
}

it.each([
  ['corrected', true],
  ['address-taken', 'address-taken'],
  ['person-taken', 'person-taken'],
  ['changed-meanwhile', false],
  ['not-agreed', false],
] as const)(
  'whoever agrees to a correction is told what the roll made of it: %s',
  async (outcome, answer) => {
    expect(await repair(outcome)).toBe(answer)
  },
)

it('nobody is corrected where nobody asked for it', async () => {
  expect(await repair('corrected', false)).toBe(false)
})
