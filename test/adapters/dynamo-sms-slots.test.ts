import { expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import { later, now } from '../builders/values.ts'
import { today } from '../builders/voters.ts'
import { inMemoryTables } from '../fakes/in-memory-tables.ts'

const [behind, first, slot] = [later(9), later(-9), { readyAt: now, lengthSeconds: 1 }]

it.each([
  ['behind others, as was found, is taken by one write', behind, behind, 1],
  ['where nobody waits, as was found, is taken by one write', first, first, 1],
  ['is taken by another write when others came meanwhile', first, behind, 2],
  ['is taken by another write when others went meanwhile', behind, first, 2],
])('a slot %s', async (_, found, stands, count) => {
  const tables = inMemoryTables()
  await tables.smsSlots.correct(today, { freeAt: stands, delta: 0 })
  let writes = 0
  const { smsSlots } = tables.through((_, run) => {
    writes++
    return run()
  })
  await smsSlots.reserve(today, { ...slot, usage: { freeAt: found, count: 0 } })
  expect(writes).toBe(count)
  const freeAt = secondsLater(stands === behind ? behind : now, 1)
  expect(await tables.smsSlots.find()).toEqual({ freeAt, count: 1 })
})

it('a slot is lost, and nobody refused, when others come and go between both writes', async () => {
  const tables = inMemoryTables()
  await tables.smsSlots.correct(today, { freeAt: first, delta: 0 })
  let writes = 0
  const { smsSlots } = tables.through(async (_, run) => {
    if (++writes === 2) await tables.smsSlots.correct(today, { freeAt: behind, delta: 0 })
    return run()
  })
  await smsSlots.reserve(today, { ...slot, usage: { freeAt: behind, count: 0 } })
  expect([writes, await tables.smsSlots.find()]).toEqual([2, { freeAt: behind, count: 0 }])
})
