import { describe, expect, it } from 'vitest'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import {
  type RehearsedName,
  type RehearsedTable,
  rehearsedNames,
} from '../../shared/domain/roll/rehearsed-tables.ts'
import { askedToWipe, judgeWipe } from '../../team/rehearsal/wipe-permission.ts'
import { wipeRehearsal } from '../../team/rehearsal/wipe-rehearsal.ts'
import { RollLostError } from '../../team/roll/roll-lock.ts'
import { now } from '../builders/values.ts'

/** Tables with three items each; `deleted` is told of each item that goes, and may write meanwhile. */
function rehearsed(deleted: (name: RehearsedName, write: Write) => void = () => {}) {
  const items = new Map(rehearsedNames.map((name) => [name, new Set(['1', '2', '3'])]))
  const write: Write = (name, key) => items.get(name)?.add(key)
  const tables = rehearsedNames.map(
    (name): RehearsedTable => ({
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

type Write = (name: RehearsedName, key: string) => void

const free = { checkStillOurs: () => {}, told: () => {} }

describe('a wipe', () => {
  it('empties each table, voters first and the operations that say whose they are last', async () => {
    const order: string[] = []
    const { tables, left } = rehearsed((name) => order.push(name))
    const wiped = await wipeRehearsal(tables, free)
    expect(wiped).toEqual({
      counts: Object.fromEntries(rehearsedNames.map((name) => [name, 3])),
      left: 0,
    })
    expect(left()).toEqual({})
    expect([...new Set(order)]).toEqual(rehearsedNames)
  })

  it('takes what functions under way wrote after their table was emptied', async () => {
    const { tables, left } = rehearsed((name, write) => {
      if (name === 'reissues') write('sessions', 'late')
    })
    const wiped = await wipeRehearsal(tables, free)
    expect(wiped.left).toBe(0)
    expect(wiped.counts.sessions).toBe(4)
    expect(left()).toEqual({})
  })

  it('says what is left when the site writes on, and keeps what says that it is a rehearsal', async () => {
    let written = 0
    const { tables, left } = rehearsed((name, write) => {
      if (name === 'sessions') write('phones', `${written++}`)
      if (name === 'phones') write('sessions', `s${written++}`)
    })
    const wiped = await wipeRehearsal(tables, free)
    expect(wiped.left).toBeGreaterThan(0)
    expect(wiped.counts.rollOperations).toBeUndefined()
    expect(left()).toMatchObject({ rollOperations: new Set(['1', '2', '3']) })
  })

  it('is not held up by strangers, whose attempts are counted all the time', async () => {
    const { tables, left } = rehearsed((name, write) => {
      if (name === 'smsDays') write('attempts', 'of a stranger')
    })
    expect((await wipeRehearsal(tables, free)).left).toBe(0)
    expect(left()).toEqual({ attempts: new Set(['of a stranger']) })
  })

  it('that lost the roll stops before the next table, and done again ends the same', async () => {
    const { tables, left } = rehearsed()
    let asked = 0
    const checkStillOurs = () => {
      if (++asked > 3) throw new RollLostError('lost')
    }
    await expect(wipeRehearsal(tables, { ...free, checkStillOurs })).rejects.toThrow(RollLostError)
    expect(Object.keys(left())).toEqual(rehearsedNames.slice(3))
    expect((await wipeRehearsal(tables, free)).left).toBe(0)
    expect(left()).toEqual({})
  })
})

describe('whether a rehearsal may be wiped', () => {
  const stack = 'Reassort'
  const minutes = (count: number) => new Date(now.getTime() - count * 60_000)
  const wipe = (by: string, ago: number, more: Partial<Intervention> = {}): Intervention => ({
    ...{ interventionId: `${by} ${ago}`, kind: 'wipe', by, at: minutes(ago), subject: stack },
    ...{ reason: 'répétition finie', digests: { asked: askedToWipe(stack) }, ...more },
  })
  const judged = (interventions: Intervention[], by = 'Deployer/bob') =>
    judgeWipe(interventions, { stack, by, now })

  it('is for two people to say, within an hour', () => {
    expect(judged([])).toEqual({ is: 'awaited', own: undefined })
    const wish = wipe('Deployer/alice', 59)
    expect(judged([wish])).toEqual({ is: 'given', wish })
    expect(judged([wish], 'Other/Alice')).toEqual({ is: 'awaited', own: wish })
    expect(judged([wipe('Deployer/alice', 61)])).toEqual({ is: 'awaited', own: undefined })
  })

  it('is known of one that was cut short, for a day, whoever goes on with it', () => {
    const begun = wipe('Deployer/carol', 1439, { confirms: 'Deployer/alice 1440' })
    expect(judged([wipe('Deployer/alice', 1440), begun])).toEqual({
      is: 'begun',
      intervention: begun,
    })
    expect(judged([wipe('Deployer/carol', 1441, { confirms: 'x' })])).toMatchObject({
      is: 'awaited',
    })
  })

  it('is asked anew of the next one: a wish serves once', () => {
    const done = [
      wipe('Deployer/alice', 3),
      wipe('Deployer/carol', 2, { confirms: 'Deployer/alice 3' }),
      wipe('Deployer/carol', 1, { counts: { voters: 3 }, digests: {} }),
    ]
    expect(judged(done)).toEqual({ is: 'awaited', own: undefined })
  })
})
