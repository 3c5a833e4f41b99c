import { expect, test } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { rollAddressDestroyer } from '../../team/closing/roll-addresses.ts'
import { aVoter, bothClocks, keys, now, ownKeyedValues } from '../builders/values.ts'

const before = bothClocks(new Date(now.getTime() - 1))
const gone = Object.assign(new Error(), { name: 'ResourceNotFoundException' })
const alice = 'alice@academie.example'
const removed = 'removed@academie.example'
const other = 'of.another.service@example.org'

function aList(since: typeof now, ...addresses: string[]) {
  const listed = new Map(
    addresses.map((email) => [email, { email, reason: 'bounce' as const, since }]),
  )
  const voters = [aVoter({ email: alice }), aVoter({ email: removed, removedAt: now })]
  const byId = new Map(voters.map((voter) => [voterIdOf(keys, voter.email), voter]))
  const engines = {
    keyedValues: ownKeyedValues,
    isServiceGone: false,
    roll: {
      findMany: async (ids: string[]) => new Map([...byId].filter(([id]) => ids.includes(id))),
    },
    suppressionList: {
      async *pages() {
        yield [...listed.values()]
      },
      remove: async ({ email }: { email: string }) => void listed.delete(email),
    },
    operations: {
      list: async () => [{ operationId: '1', kind: 'import' as const, startedAt: now }],
    },
  }
  return { listed, engines }
}

test('a closing removes the addresses of all voters, removed ones too, from SES’s list', async () => {
  const { listed, engines } = aList(now, alice, removed, other)
  const destroyer = rollAddressDestroyer(engines)
  expect(await destroyer.findLeftover('SES')).toEqual({ count: 2 })
  await destroyer.destroy('SES')
  expect([...listed.keys()]).toEqual([other])
  expect(await destroyer.findLeftover('SES')).toBeUndefined()
})

test('an address that was listed before the roll stays', async () => {
  const { engines } = aList(before, alice)
  expect(await rollAddressDestroyer(engines).findLeftover('SES')).toBeUndefined()
})

test('without the roll or its keys no address is left to remove, and any other failure is thrown', async () => {
  const { engines } = aList(now, alice)
  const failing = (error: Error) =>
    rollAddressDestroyer({ ...engines, keyedValues: { voterIds: () => Promise.reject(error) } })
  expect(await failing(gone).findLeftover('SES')).toBeUndefined()
  await expect(failing(new Error('down')).findLeftover('SES')).rejects.toThrow('down')
})
