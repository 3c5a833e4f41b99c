import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import type { IndexDefinition } from '../../shared/tables/table-definition.ts'
import type { TableName } from '../../shared/tables/table-names.ts'
import { tables as definitions } from '../../shared/tables/tables.ts'
import { acceptReissue } from '../builders/journey-steps.ts'
import { aLease, bothClocks, now } from '../builders/values.ts'
import { aSignedInVoter, election } from '../builders/voters.ts'
import { tellingWrites, type Written } from '../simulation/written-keys.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

type Item = Record<string, unknown> | undefined

const definitionOf = (TableName: string) =>
  Object.entries(definitions).find(([, { constructId }]) =>
    TableName.startsWith(`Tables${constructId}`),
  ) as [TableName, (typeof definitions)[TableName]]

/** What DynamoDB writes to an index: nothing where nothing changed, and twice where a value changes its place. */
function inIndex(index: IndexDefinition<object>, before: Item, after: Item): [string, number][] {
  const { partitionKey, sortKey, includes } = index
  const isIn = (item: Item) =>
    [partitionKey, sortKey].every((key) => !key || item?.[key.name] !== undefined)
  const valuesOf = (item: Item, names: readonly string[]) =>
    JSON.stringify(names.map((name) => item?.[name]))
  const places = [partitionKey, sortKey].flatMap((key) => (key ? [key.name] : []))
  if (isIn(before) && isIn(after) && valuesOf(before, places) === valuesOf(after, places)) {
    return valuesOf(before, includes) === valuesOf(after, includes)
      ? []
      : [[String(after?.[partitionKey.name]), 1]]
  }
  return [before, after]
    .filter(isIn)
    .map((item): [string, number] => [String(item?.[partitionKey.name]), 1])
}

const tables = await openEmbeddedTables()
const recorded = new Map<string, number>()
const told = new Map<string, number>()

function add(to: Map<string, number>, { table, key, units }: Written): void {
  const name = `${table} ${key}`
  to.set(name, (to.get(name) ?? 0) + units)
}

interface Touched {
  TableName?: string | undefined
  Key?: Item
  Item?: Item
}

async function watch<Answer>(
  writes: Touched[],
  units: number,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const touched = writes.map(({ TableName = '', Key, Item }) => {
    const [table, { partitionKey, indexes }] = definitionOf(TableName)
    const key = (Key ?? Item)?.[partitionKey.name]
    const find = async (): Promise<Item> =>
      (await tables.database.send(new GetCommand({ TableName, Key: { [partitionKey.name]: key } })))
        .Item
    return { table, key: String(key), indexes: Object.values(indexes), find }
  })
  const before = await Promise.all(touched.map(({ find }) => find()))
  try {
    return await run()
  } finally {
    const after = await Promise.all(touched.map(({ find }) => find()))
    for (const [rank, { table, key, indexes }] of touched.entries()) {
      add(recorded, { table, key, units })
      for (const index of indexes) {
        for (const [place, units] of inIndex(index, before[rank], after[rank])) {
          add(recorded, { table: `${table} ${index.name}`, key: place, units })
        }
      }
    }
  }
}

tables.database.middlewareStack.add(
  (next, context) => (sent) => {
    const run = () => next(sent)
    if (/^(Update|Put|Delete)Item/.test(context.commandName ?? '')) {
      return watch([sent.input as Touched], 1, run)
    }
    if (context.commandName !== 'TransactWriteItemsCommand') return run()
    const { TransactItems = [] } = sent.input as { TransactItems?: object[] }
    const writes = TransactItems.flatMap((one) => Object.values(one) as Touched[])
    return watch(writes, 2, run)
  },
  { step: 'initialize', priority: 'low', name: 'written-keys' },
)

describe('what a call writes, key by key, is what the simulation counts', () => {
  const day = electionDayOf(now, election.timeZone)
  const later = (seconds: number) => bothClocks(now.getTime() + seconds * 1000)
  const link = { voterId: 'voter', requestedAt: now, issuedAt: [now], mailed: false, version: 1 }
  const block = { earliest: now, latest: now, milliseconds: 100 }

  type Ports = typeof tables
  type Asked = Awaited<ReturnType<typeof acceptReissue>>

  it.each<[string, (ports: Ports, reissue: Asked) => Promise<unknown>]>([
    [
      'sendings.start',
      ({ sendings }, { reissueId }) => sendings.start(reissueId, aLease(now, now)),
    ],
    [
      'sendings.hold',
      async ({ sendings, reissueMails }, reissue) => {
        await reissueMails.settle(reissue)
        const hold = { heldOn: day.day, now, until: later(3600), expectedAt: later(90_000) }
        await sendings.hold(reissue, hold)
        const again = { ...hold, until: later(7200), expectedAt: later(91_000) }
        await sendings.hold({ ...reissue, state: 'held', heldOn: day.day }, again)
      },
    ],
    ['reissueMails.settle', ({ reissueMails }, reissue) => reissueMails.settle(reissue)],
    [
      'reissueMails.postpone',
      ({ reissueMails }, { reissueId }) => reissueMails.postpone(reissueId, later(90_000)),
    ],
    [
      'overdueReissues.postpone of an SMS',
      ({ overdueReissues }, { reissueId }) =>
        overdueReissues.postpone(reissueId, 'sms', later(90_000)),
    ],
    [
      'overdueReissues.postpone of a mail',
      ({ overdueReissues }, { reissueId }) =>
        overdueReissues.postpone(reissueId, 'mail', later(90_000)),
    ],
    ['smsDays.count', ({ smsDays }) => smsDays.count(day, 1000)],
    ['smsDays.count of a spent day', ({ smsDays }) => smsDays.count(day, 0)],
    ['smsDays.uncount', ({ smsDays }) => smsDays.uncount(day)],
    ['smsDays.countHeld', ({ smsDays }) => smsDays.countHeld(day)],
    ['smsDays.uncountHeld', ({ smsDays }) => smsDays.uncountHeld(day)],
    [
      'handoverDays.count',
      ({ handoverDays }) => handoverDays.count(day, { territory: 'FR', seconds: 1 }),
    ],
    ['passwordLinks.replace', ({ passwordLinks }) => passwordLinks.replace(undefined, link)],
    ['passwordLinks.settle', ({ passwordLinks }) => passwordLinks.settle(link)],
    ['linkDays.count', ({ linkDays }) => linkDays.count(day, { all: 10, codes: 0, repeats: 2 })],
    ['mailRate.reserve', ({ mailRate }) => mailRate.reserve(block, 'earliest')],
    ['mailRate.reserve that is refused', ({ mailRate }) => mailRate.reserve(block, 'behind')],
    ['smsRate.reserve', ({ smsRate }) => smsRate.reserve(block, 'earliest')],
  ])('%s', async (_, call) => {
    const reissue = await acceptReissue(tables, await aSignedInVoter(tables))
    recorded.clear()
    told.clear()
    await call(
      tellingWrites(tables, (written) => add(told, written)),
      reissue,
    )
    expect(told.size).toBeGreaterThan(0)
    expect(recorded).toEqual(told)
  })

  it('sendings.complete, once the first mail has left', async () => {
    const accepted = await acceptReissue(tables, await aSignedInVoter(tables))
    await tables.reissueMails.settle(accepted)
    const start = await tables.sendings.start(accepted.reissueId, aLease(now, now))
    if (start.outcome !== 'started') throw new Error('It was not started')
    recorded.clear()
    told.clear()
    const ports = tellingWrites(tables, (written) => add(told, written))
    const handover = { identifierHash: 'hash', messageId: 'sms-1', at: now }
    expect(await ports.sendings.complete(start.reissue, handover)).toBe('completed')
    expect(recorded).toEqual(told)
  })

  it('a request takes two writes of each shared key at most: the slots, and three indexes', async () => {
    const voter = await aSignedInVoter(tables)
    recorded.clear()
    await acceptReissue(tables, voter)
    const shared = [...recorded].filter(([name]) =>
      /^(smsDays|reissues (?!voter-)[a-z-]+ \d)/.test(name),
    )
    expect(shared).toHaveLength(4)
    expect(Math.max(...shared.map(([, units]) => units))).toBeLessThanOrEqual(2)
  })
})
