import { describe, expect, it } from 'vitest'
import { type WipedTable, wipedTables } from '../../shared/domain/roll/wiped-tables.ts'
import { wipeRehearsal } from '../../team/rehearsal/wipe-rehearsal.ts'
import { RollError } from '../../team/roll/roll-error.ts'

function rehearsed(deleted: (name: WipedTable['name'], write: Write) => void = () => {}) {
  const items = new Map(wipedTables.map((name) => [name, new Set(['1', '2', '3'])]))
  const write: Write = (name, key) => items.get(name)?.add(key)
  const tables = wipedTables.map(
    (name): WipedTable => ({
      name,
      async *keys() {
        yield* [...(items.get(name) ?? [])]
      },
      async delete(key) {
        if (!items.get(name)?.delete(key)) throw new Error(`${name} has no ${key}`)
        deleted(name, write)
      },
    }),
  )
  const left = () => Object.fromEntries([...items].filter(([, { size }]) => size > 0))
  return { tables, left }
}

type Write = (name: WipedTable['name'], key: string) => void

const free = { checkLockHeld: () => {}, reportTable: () => {} }

describe('a wipe', () => {
  it('empties every table, voters first and operations last', async () => {
    const order: string[] = []
    const { tables, left } = rehearsed((name) => order.push(name))
    const wiped = await wipeRehearsal(tables, free)
    expect(wiped).toEqual({
      counts: Object.fromEntries(wipedTables.map((name) => [name, 3])),
      remainingItemCount: 0,
    })
    expect(left()).toEqual({})
    expect([...new Set(order)]).toEqual(wipedTables)
  })

  it('deletes what functions wrote after their table was emptied', async () => {
    const { tables, left } = rehearsed((name, write) => {
      if (name === 'reissues') write('sessions', 'late')
    })
    const wiped = await wipeRehearsal(tables, free)
    expect(wiped.remainingItemCount).toBe(0)
    expect(wiped.counts.sessions).toBe(4)
    expect(left()).toEqual({})
  })

  it('says what is left if the site writes on, and keeps the mark of the rehearsal', async () => {
    let written = 0
    const { tables, left } = rehearsed((name, write) => {
      if (name === 'sessions') write('phones', `${written++}`)
      if (name === 'phones') write('sessions', `s${written++}`)
    })
    const wiped = await wipeRehearsal(tables, free)
    expect(wiped.remainingItemCount).toBeGreaterThan(0)
    expect(wiped.counts.rollOperations).toBeUndefined()
    expect(left()).toMatchObject({ rollOperations: new Set(['1', '2', '3']) })
  })

  it('does not wait for attempts of strangers, which are counted all the time', async () => {
    const { tables, left } = rehearsed((name, write) => {
      if (name === 'smsDays') write('attempts', 'of a stranger')
    })
    expect((await wipeRehearsal(tables, free)).remainingItemCount).toBe(0)
    expect(left()).toEqual({ attempts: new Set(['of a stranger']) })
  })

  it('stops before the next table without the lock, and can be run again', async () => {
    const { tables, left } = rehearsed()
    let asked = 0
    const checkLockHeld = () => {
      if (++asked > 3) throw new RollError('lost')
    }
    await expect(wipeRehearsal(tables, { ...free, checkLockHeld })).rejects.toThrow(RollError)
    expect(Object.keys(left())).toEqual(wipedTables.slice(3))
    expect((await wipeRehearsal(tables, free)).remainingItemCount).toBe(0)
    expect(left()).toEqual({})
  })
})
