import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { toBatches } from '../../shared/domain/batches.ts'
import type { RollEntry } from '../../shared/domain/roll/enrolment.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { RollError } from '../../team/roll/roll-error.ts'
import { operateOnRoll } from '../../team/roll/roll-lock.ts'
import { writeNotices } from '../../team/roll/write-notices.ts'
import { runConcurrently } from '../../team/run-concurrently.ts'
import { withOwnKeys } from '../builders/own-keys.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { keys, now } from '../builders/values.ts'
import { aRollEntry } from '../builders/voters.ts'
import { fakeClock } from '../fakes/clock.ts'
import { aRoll } from './rolls.ts'

const { tables, change, imported, cutShort } = await aRoll()
const directory = temporaryFolder(afterAll)
const exists = { problem: 'notices-exist' }
const at = (name: string) => join(directory, name)

function checkLockHeld(): never {
  throw new RollError('lost')
}

describe('notices', () => {
  test('come with the next import after an interruption, whatever happens to the roll first', async () => {
    const [entry, other, third] = [aRollEntry(), aRollEntry(), aRollEntry()]
    await cutShort('import', [entry, other, third])
    await change('correct', [{ email: entry.email, lastName: 'Durand' }])
    await change('remove', [third])
    await change('returned', [{ email: 'personne@academie.example' }])
    expect(await imported([entry, other])).toMatchObject({ noticeCount: 2 })
  })

  test('are all in one file after several interrupted imports', async () => {
    for (const ends of [0, 1, 2, 3]) {
      const [first, second, third] = [aRollEntry(), aRollEntry(), aRollEntry()]
      await cutShort('import', [first])
      await cutShort('import', [second])
      const file = at(`ends-${ends}.csv`)
      let left = ends
      const dying: typeof tables.rollOperations = {
        ...tables.rollOperations,
        async end(...end) {
          if (left-- <= 0) throw new Error('killed')
          await tables.rollOperations.end(...end)
        },
      }
      await imported([third], file, { operations: dying }).catch(() => {})
      await imported([third], file).catch((error) => expect(error).toMatchObject(exists))
      const written = readFileSync(file, 'utf8')
      for (const { email } of [first, second, third]) expect(written).toContain(email)
      await imported([], at('nothing.csv'))
      expect(existsSync(at('nothing.csv'))).toBe(false)
    }
  })

  test('can be renewed if an interrupted import lost them', async () => {
    const entry = aRollEntry()
    await cutShort('import', [entry])
    const voterId = voterIdOf(keys, entry.email)
    const before = await tables.voters.find(voterId)
    expect(await change('renew', [entry])).toEqual(['renewed'])
    expect((await tables.voters.find(voterId))?.identifierHash).not.toBe(before?.identifierHash)
  })

  test('never overwrite each other if two imports begin at once', async () => {
    const file = at('both.csv')
    const [one, two] = [2, 3].map((length) => Array.from({ length }, () => aRollEntry())) as [
      RollEntry[],
      RollEntry[],
    ]
    const ended = await Promise.allSettled([imported(one, file), imported(two, file)])
    const [won] = ended.filter((end) => end.status === 'fulfilled')
    const [refused] = ended.filter((end) => end.status === 'rejected')
    expect(refused?.reason).toMatchObject(exists)
    const written = readFileSync(file, 'utf8').trimEnd().split('\r\n').length - 1
    expect(written).toBe(won?.value.noticeCount)
    await expect(imported(one, file)).rejects.toMatchObject(exists)
  })

  test('stop the import before any voter is written if their folder is missing', async () => {
    const entry = aRollEntry()
    const lost = imported([entry], join(directory, 'absent', 'notices.csv'))
    await expect(lost).rejects.toMatchObject({ problem: 'notices-folder' })
    expect(await tables.voters.find(voterIdOf(keys, entry.email))).toBeUndefined()
  })

  test('go into a new file, never into an existing one that others can read', async () => {
    const others = at('others.csv')
    writeFileSync(others, 'as it was')
    chmodSync(others, 0o644)
    symlinkSync(others, at('linked.csv.unfinished'))
    writeFileSync(at('open.csv.unfinished'), 'left', { mode: 0o644 })
    for (const name of ['linked.csv', 'open.csv']) {
      await imported([aRollEntry()], at(name))
      expect(statSync(at(name)).mode & 0o777).toBe(0o600)
    }
    expect(readFileSync(others, 'utf8')).toBe('as it was')
  })

  test.each<[string, Partial<Parameters<typeof writeNotices>[2]>, string | undefined]>([
    ['never overwrite a file that was created meanwhile', { mayOverwrite: false }, 'of somebody'],
    ['do not replace those of the next operation, without the lock', { checkLockHeld }, undefined],
  ])('%s', async (_, options, meanwhile) => {
    await cutShort('import', [aRollEntry()])
    const ids = (await tables.rollOperations.list()).map(({ operationId }) => operationId)
    const path = at(`${meanwhile}.csv`)
    const { identifiers } = withOwnKeys(keys)
    const agreeOn = async () => {
      if (meanwhile) writeFileSync(path, meanwhile)
    }
    const late = writeNotices(
      { roll: tables.roll, identifiers: { ...identifiers, awaitApproval: agreeOn } },
      ids,
      { path, mayOverwrite: true, ...options },
    )
    await expect(late).rejects.toMatchObject(meanwhile ? exists : { problem: 'lost' })
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(meanwhile)
  })
})

describe('an operation', () => {
  type Lock = typeof tables.rollOperations.lock
  const clock = fakeClock(now)
  const underLock = (
    lock: Lock,
    work: Parameters<typeof operateOnRoll>[1],
    options: Partial<Parameters<typeof operateOnRoll>[0]> = {},
  ) => {
    const operations = { ...tables.rollOperations, lock }
    return operateOnRoll(
      { operations, clock, kind: 'correct', heartbeatMilliseconds: 1, ...options },
      work,
    )
  }
  const lost = { problem: 'lost' }

  test.each<[string, number, 'locked' | { heldUntil: Date }]>([
    ['has lost the lock if it paused for too long, even if nobody holds it', 60, 'locked'],
    ['stops once another one holds the lock, whatever their clocks say', 0, { heldUntil: now }],
  ])('%s', async (_, seconds, later) => {
    let locks = 0
    const working = underLock(
      async () => (++locks === 1 ? 'locked' : later),
      async ({ checkLockHeld }) => {
        checkLockHeld()
        clock.advance(seconds)
        await sleep(20)
        checkLockHeld()
        return {}
      },
    )
    await expect(working).rejects.toMatchObject(lost)
  })

  test('is not recorded as finished without the lock', async () => {
    const working = underLock(
      async () => 'locked',
      async () => {
        clock.advance(15)
        return {}
      },
      { heartbeatMilliseconds: 4000 },
    )
    await expect(working).rejects.toMatchObject(lost)
    const [noted] = await tables.rollOperations.list()
    expect(noted).toMatchObject({ kind: 'correct' })
    expect(noted).not.toHaveProperty('finishedAt')
  })

  test('keeps the lock while its heartbeats go on, even if one fails', async () => {
    let locks = 0
    const lock = async () => {
      if (++locks === 2) throw new Error('no answer')
      return 'locked' as const
    }
    const kept = underLock(lock, async ({ checkLockHeld }) => {
      for (let time = 0; time < 3; time++) {
        clock.advance(10)
        for (const beats = locks + 2; locks < beats; await sleep(1)) checkLockHeld()
      }
      return {}
    })
    expect(await kept).toEqual({})
  }, 5000)

  test('says once how long another may hold the lock, and retries', async () => {
    const held = [1.05, 0.01]
    const lock: Lock = async (operationId, at, until) => {
      const seconds = held.shift()
      if (seconds !== undefined) return { heldUntil: new Date(at.getTime() + 1000 * seconds) }
      return tables.rollOperations.lock(operationId, at, until)
    }
    const said: number[] = []
    const onWait = (left: number) => said.push(left)
    await underLock(lock, async () => ({}), { reason: 'a reason', onWait })
    expect(said).toEqual([2])
    expect(await tables.rollOperations.list()).toMatchObject([{ reason: 'a reason' }])
  })

  test('gives up if another keeps the lock', async () => {
    const lock = async () => {
      clock.advance(20)
      return { heldUntil: now }
    }
    await expect(underLock(lock, async () => ({}))).rejects.toMatchObject({ problem: 'busy' })
  })
})

test('runSideBySide leaves no task behind if its input fails', async () => {
  let running = 0
  async function* broken() {
    yield 1
    throw new Error('unreadable')
  }
  const turns = runConcurrently(broken(), 4, async () => {
    running++
    await new Promise((done) => setImmediate(done))
    running--
  })
  await expect(turns).rejects.toThrow('unreadable')
  expect(running).toBe(0)
})

test('runSideBySide does all the work, within its concurrency', async () => {
  let [running, most, done] = [0, 0, 0]
  await runConcurrently(Array.from({ length: 12 }).keys(), 3, async () => {
    most = Math.max(most, ++running)
    await new Promise((next) => setImmediate(next))
    running--
    done++
  })
  expect([most, done]).toEqual([3, 12])
})

test('toBatches yields no empty group', async () => {
  const groups: number[][] = []
  for await (const group of toBatches([1, 2], 2)) groups.push(group)
  expect(groups).toEqual([[1, 2]])
})
