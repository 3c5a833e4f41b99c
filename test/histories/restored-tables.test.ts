import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Caller } from '../../functions/answer-team-request/read-caller.ts'
import { restoreTable } from '../../functions/answer-team-request/restore-table.ts'
import type { TeamRequestOf } from '../../shared/contract/team-requests.ts'
import type { AccountNotification } from '../../shared/domain/account/account-notifications.ts'
import { isWithdrawn } from '../../shared/domain/reissue/reissue.ts'
import { type RestoredTable, restoredTables } from '../../shared/domain/reissue/restoration.ts'
import { keys, now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { inMemoryRestorations } from '../fakes/in-memory-restorations.ts'
import { type InMemoryTables, inMemoryTables } from '../fakes/in-memory-tables.ts'
import { sized } from '../size.ts'
import { type Happening, history } from './happenings.ts'
import { courseOf } from './history.ts'
import { aWorld, type World } from './world.ts'

const runs = sized(150, 2000)

const ofVoters = ['ask', 'succeed', 'deliver', 'receive', 'cancel', 'withdraw', 'requeue', 'enter']
const ordinary = history.map(({ happenings }) =>
  happenings
    .filter(({ what }) => ofVoters.includes(what))
    .map((one): Happening => ('death' in one ? { ...one, death: undefined } : one)),
)

const damages = {
  voters: [
    { identifierHash: 'forged' },
    { reissueCount: 0, smsCount: 0 },
    { passwordHash: 'forged' },
    { pendingReissueId: undefined, latestReissueId: undefined },
    { identifierReissueId: undefined },
  ],
  reissues: [
    { sealedPhone: 'forged' },
    { state: 'cancelled' },
    { voterId: 'forged' },
    { history: [] },
  ],
  phones: [{ reissueCount: 0 }, { voterId: 'forged' }, { smsCount: 0, reissueCount: 0 }],
} satisfies Record<RestoredTable, object[]>

const damage = fc.record({
  table: fc.constantFrom(...restoredTables),
  change: fc.option(fc.nat(7), { freq: 2, nil: undefined }),
  items: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
})

const alice = { role: 'operator', by: 'Operator/alice', network: '203.0.113.1' } as const
const bob = { role: 'operator', by: 'Operator/bob', network: '203.0.113.2' } as const

function copyOf({ items }: InMemoryTables) {
  const copied = (table: RestoredTable) =>
    new Map([...items(table)].map(([key, item]) => [key, structuredClone(item)]))
  return { voters: copied('voters'), reissues: copied('reissues'), phones: copied('phones') }
}

async function restore(
  tables: InMemoryTables,
  world: World,
  copies: { before: ReturnType<typeof copyOf>; after: ReturnType<typeof copyOf> },
  times: { before: Date; after: Date },
  table: RestoredTable,
) {
  const { wall, calendar } = world.clocks
  const mailed: AccountNotification[] = []
  const asked: Omit<TeamRequestOf<'restoration'>, 'step'> = {
    ...{ compute: 'restoration', table, onlyMissing: false, reason: 'table abîmée' },
    ...{ before: times.before.toISOString(), after: times.after.toISOString() },
  }
  const dependencies = {
    ...tables,
    ...{ keys, proofKey: keys.identity, election, clock: wall },
    rings: { find: async () => ({ current: keys.identifier[0].id, retired: [] }) },
    calendars: { find: async () => calendar() },
    restorations: inMemoryRestorations(tables, copies),
    notifications: { put: async (one: AccountNotification) => void mailed.push(one) },
  }
  const ask = (step: TeamRequestOf<'restoration'>['step'], caller: Caller = bob) =>
    restoreTable(dependencies, caller, { ...asked, step })
  const page = { is: 'page', segment: 0, segments: 1 } as const
  expect(await ask({ ...page, writes: true })).toEqual({ refused: 'not-approved' })
  expect(await ask({ is: 'begin' }, alice)).toMatchObject({ status: 'asked' })
  expect(await ask({ is: 'begin' })).toMatchObject({ status: 'approved' })
  const found = await ask({ ...page, writes: false })
  const restored = await ask({ ...page, writes: true })
  expect(await ask({ ...page, writes: true })).toEqual({
    values: [{ missing: 0, altered: 0, restored: 0, busy: 0 }],
  })
  expect(await ask({ is: 'end', counts: {} })).toEqual({ values: [true] })
  return { mailed, found, restored }
}

it(`a restored table is as if it had not been damaged, in ${runs} random histories, and each voter is mailed once`, {
  timeout: 20 * 60_000,
}, async () => {
  const seen = { restored: 0, mailed: 0 }
  await fc.assert(
    fc.asyncProperty(
      ...[history, ordinary, ordinary, damage],
      async (one, meanwhile, since, { table, change, items }) => {
        const tables = inMemoryTables()
        // After losing a request, nothing shows whether its SMS failed or its voter withdrew it.
        let isEndUnknown = false
        const world = await aWorld(tables, { ...one, closesInHours: 1_000_000 })
        const { happen, check, settle } = courseOf(
          tables,
          async (hash) => {
            const uses = tables.look.phoneUses(hash)
            if (!isEndUnknown) return uses
            const to = [...tables.look.consumption().reissues.values()]
            const smsCount = to.filter(
              ({ phoneHash, state }) => phoneHash === hash && state !== 'cancelled',
            ).length
            return { ...uses, smsCount }
          },
          world,
        )
        const { pass, wall } = world.clocks
        for (const happening of one.happenings) {
          await happen(happening)
          await check()
        }

        // A printed notice counts as a request, and hides an earlier failed SMS.
        if (table === 'reissues' && world.printed.size > 0) return
        // While the clock stands still, a restored count may be one too high.
        await happen({ what: 'resume', thenSeconds: 10 })
        const before = copyOf(tables)
        const times = { before: wall(), after: wall() }
        pass(1)
        for (const happening of meanwhile) {
          await happen(happening)
          await check()
        }
        const undamaged = copyOf(tables)
        const damagedOf = new Set<unknown>()
        const keysOfWorld = [...before[table].keys()]
        for (const position of items) {
          const key = keysOfWorld[position]
          const item = key && tables.items(table).get(key)
          // Of two lost requests of one voter, nothing says which one failed.
          if (!item || (table === 'reissues' && damagedOf.has(item.voterId))) continue
          damagedOf.add(item.voterId)
          const changes = damages[table]
          if (change === undefined) tables.items(table).delete(key)
          else {
            const changed = { ...item, ...changes[change % changes.length] }
            tables.items(table).set(key, JSON.parse(JSON.stringify(changed)))
          }
        }
        times.after = wall()
        const after = copyOf(tables)
        // A restore to the first copy's values leaves no trace.
        const isUnseen = [...before[table]].some(
          ([key, item]) =>
            isDeepStrictEqual(item, after[table].get(key)) &&
            !isDeepStrictEqual(item, undamaged[table].get(key)),
        )
        if (isUnseen) return
        // Only the voter's item still records that a lost request was disowned.
        const isDisownedSince = [...undamaged.reissues].some(
          ([key, item]) => item.disownedAt && !before.reissues.get(key)?.disownedAt,
        )
        if (isDisownedSince && table === 'reissues') return
        pass(1)
        // An action on damaged items fails, or passes because a count is too low.
        const isCounting = table === 'reissues' || (table === 'voters' && change === undefined)
        for (const happening of since) {
          if (!isCounting && ['ask', 'succeed'].includes(happening.what)) continue
          await happen(happening).catch(() => {})
          await world.look()
        }

        isEndUnknown = table === 'reissues'
        const { mailed, restored } = await restore(tables, world, { before, after }, times, table)
        const ids = mailed.map(({ voterId }) => voterId)
        expect(new Set(ids).size).toBe(ids.length)
        seen.mailed += ids.length
        seen.restored +=
          'values' in restored ? (restored.values[0] as { restored: number }).restored : 0
        for (const { reissueId, state } of tables.look.consumption().reissues.values()) {
          if (isEndUnknown && state === 'failed') world.known.set(reissueId, { cancelled: false })
        }
        for (const { voterId } of world.voters) {
          const { sessionEpoch } = tables.look.voter(voterId)
          const isRestored = sessionEpoch > 900
          if (ids.includes(voterId)) expect(isRestored).toBe(true)
          if (!isRestored) continue
          const cancelled = [...tables.look.consumption().reissues.values()].filter(
            (reissue) => reissue.voterId === voterId && reissue.state === 'cancelled',
          )
          const suspect = cancelled.filter((reissue) => !isWithdrawn(reissue))
          world.signedOut.set(voterId, sessionEpoch - suspect.length)
        }
        await check()
        // No receipt matches a request whose message id was lost.
        const { reissues } = await world.look()
        if (!reissues.some(({ state, messageId }) => state === 'sent' && !messageId)) await settle()
      },
    ),
    { numRuns: runs, seed: 2027 },
  )
  expect(seen.restored).toBeGreaterThan(runs / 4)
  expect(seen.mailed).toBeGreaterThan(runs / 20)
})

it('a voter whose request was made and deleted during the damage may ask again, and is mailed', async () => {
  const tables = inMemoryTables()
  const settled = {
    closesInHours: 1_000_000,
    limits: election.limits,
    unknownPhone: 'allow',
  } as const
  const world = await aWorld(tables, settled)
  const before = copyOf(tables)
  const times = { before: world.clocks.wall(), after: now as Date }
  world.clocks.pass(1)
  const [voter] = world.voters
  await world.ask(voter, world.phones[0], undefined)
  expect(tables.look.voter(voter.voterId).pendingReissueId).toBeDefined()
  tables.items('reissues').clear()
  times.after = world.clocks.wall()
  const { mailed } = await restore(
    tables,
    world,
    { before, after: copyOf(tables) },
    times,
    'voters',
  )
  expect(mailed).toMatchObject([{ news: 'account-restored', voterId: voter.voterId }])
  const { pendingReissueId, reissueCount } = tables.look.voter(voter.voterId)
  expect([pendingReissueId, reissueCount]).toEqual([undefined, 0])
})
