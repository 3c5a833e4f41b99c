import { expect, test } from 'vitest'
import { type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import { rollAddressDestroyer } from '../../team/closing/roll-addresses.ts'
import { aVoter, keyed, keys, now } from '../builders/values.ts'

const before = new Date(now.getTime() - 1)
const gone = Object.assign(new Error(), { name: 'ResourceNotFoundException' })

function aList(...addresses: [email: string, since: Date][]) {
  const listed = new Map(
    addresses.map(([email, since]) => [email, { email, reason: 'bounce' as const, since }]),
  )
  const voter = (email: string, changes: Partial<Voter> = {}): [string, Voter] => {
    const voterId = voterIdOf(keys, email)
    return [voterId, aVoter({ voterId, email, ...changes })]
  }
  const voters = new Map([
    voter('alice@academie.example'),
    voter('removed@academie.example', { removedAt: now }),
  ])
  const engines = {
    list: {
      async *pages() {
        yield [...listed.values()]
      },
      remove: async ({ email }: { email: string }) => void listed.delete(email),
    },
    roll: {
      findMany: async (ids: string[]) =>
        new Map(ids.flatMap((id) => [...voters].filter(([voterId]) => voterId === id))),
    },
    operations: {
      all: async () => [{ operationId: '1', kind: 'import' as const, startedAt: now }],
    },
    isServiceGone: false,
    keyed,
  }
  return { listed, engines }
}

test('the addresses of the roll go off the list, of those removed too, and nobody else’s', async () => {
  const { listed, engines } = aList(
    ['alice@academie.example', now],
    ['removed@academie.example', now],
    ['of.another.service@example.org', now],
  )
  const destroyer = rollAddressDestroyer(engines)
  expect(await destroyer.look('SES')).toEqual({ count: 2 })
  await destroyer.destroy('SES')
  expect([...listed.keys()]).toEqual(['of.another.service@example.org'])
  expect(await destroyer.look('SES')).toBeUndefined()
})

test('one that was listed before the roll was begun is another sender’s', async () => {
  const { engines } = aList(['alice@academie.example', before])
  expect(await rollAddressDestroyer(engines).look('SES')).toBeUndefined()
})

test('without the roll or its keys nobody can tell whose they are, and another failure is one', async () => {
  const { engines } = aList(['alice@academie.example', now])
  const failing = (error: Error) =>
    rollAddressDestroyer({ ...engines, keyed: { voterIds: () => Promise.reject(error) } })
  expect(await failing(gone).look('SES')).toBeUndefined()
  await expect(failing(new Error('down')).look('SES')).rejects.toThrow('down')
})
