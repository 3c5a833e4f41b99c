import { expect, test } from 'vitest'
import { rollAddressDestroyer } from '../../team/closing/roll-addresses.ts'
import { bothClocks, now } from '../builders/values.ts'
import { aSuppressionList } from './suppression-list.ts'

const before = bothClocks(new Date(now.getTime() - 1))
const gone = Object.assign(new Error(), { name: 'ResourceNotFoundException' })
const alice = 'alice@academie.example'
const removed = 'removed@academie.example'
const other = 'of.another.service@example.org'

function aList(since = now, ...addresses: string[]) {
  const { listed, engines, suppress } = aSuppressionList({
    [alice]: {},
    [removed]: { removedAt: now },
  })
  for (const address of addresses) suppress(address, since)
  const operations = {
    all: async () => [{ operationId: '1', kind: 'import' as const, startedAt: now }],
  }
  return { listed, engines: { ...engines, operations, isServiceGone: false } }
}

test('the addresses of the roll go off the list, of those removed too, and nobody else’s', async () => {
  const { listed, engines } = aList(now, alice, removed, other)
  const destroyer = rollAddressDestroyer(engines)
  expect(await destroyer.look('SES')).toEqual({ count: 2 })
  await destroyer.destroy('SES')
  expect([...listed.keys()]).toEqual([other])
  expect(await destroyer.look('SES')).toBeUndefined()
})

test('one that was listed before the roll was begun is another sender’s', async () => {
  const { engines } = aList(before, alice)
  expect(await rollAddressDestroyer(engines).look('SES')).toBeUndefined()
})

test('without the roll or its keys nobody can tell whose they are, and another failure is one', async () => {
  const { engines } = aList(now, alice)
  const failing = (error: Error) =>
    rollAddressDestroyer({ ...engines, keyed: { voterIds: () => Promise.reject(error) } })
  expect(await failing(gone).look('SES')).toBeUndefined()
  await expect(failing(new Error('down')).look('SES')).rejects.toThrow('down')
})
