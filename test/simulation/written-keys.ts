import type { ElectionDay } from '../../shared/domain/election-day.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { linkDayKey } from '../../shared/tables/mail-turns.ts'
import { reissueIndexes, shardOf } from '../../shared/tables/reissues.ts'
import { countsKey, handoversKey } from '../../shared/tables/sms-days.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'

/** A key of a table or of one of its indexes, and how many write units it takes. */
export interface Written {
  table: string
  key: string
  units: number
}

type Index = keyof typeof reissueIndexes

const one = (table: string, key: string, units = 1): Written[] => [{ table, key, units }]
const inIndex = (index: Index, reissueId: string, units: number) =>
  one(`reissues ${reissueIndexes[index].name}`, String(shardOf(reissueId)), units)
const dayOf = (day: ElectionDay) => one('smsDays', countsKey(day))

/**
 * What the calls of the senders and of the sweep write, refused conditions included, as
 * `test/adapters/written-keys.embedded.test.ts` holds them to: a transaction takes two units of each item; a value
 * that changes its place in an index, two of the index.
 */
const written = {
  sendings: {
    start: (reissueId: string) => [
      ...one('reissues', reissueId),
      ...inIndex('smsDue', reissueId, 2),
    ],
    complete: ({ reissueId, voterId }: Reissue, { messageId }: { messageId: string }) => [
      ...one('reissues', reissueId, 2),
      ...one('voters', voterId, 2),
      ...inIndex('smsDue', reissueId, 1),
      ...inIndex('smsExpected', reissueId, 1),
      ...inIndex('mailDue', reissueId, 1),
      ...one(`reissues ${reissueIndexes.smsMessage.name}`, messageId),
    ],
    hold: (
      { reissueId, heldOn }: Pick<Reissue, 'reissueId' | 'heldOn'>,
      hold: { heldOn: string },
    ) => [
      ...one('reissues', reissueId),
      ...inIndex('smsDue', reissueId, 2),
      ...inIndex('smsExpected', reissueId, 2),
      ...(heldOn === hold.heldOn ? [] : inIndex('mailDue', reissueId, 1)),
    ],
  },
  smsDays: { count: dayOf, uncount: dayOf, countHeld: dayOf, uncountHeld: dayOf },
  handoverDays: { count: (day: ElectionDay) => one('smsDays', handoversKey(day)) },
  reissueMails: {
    settle: ({ reissueId }: { reissueId: string }) => [
      ...one('reissues', reissueId),
      ...inIndex('mailDue', reissueId, 1),
    ],
    postpone: (reissueId: string) => [
      ...one('reissues', reissueId),
      ...inIndex('mailDue', reissueId, 2),
    ],
  },
  overdueReissues: {
    postpone: (reissueId: string, obligation: 'sms' | 'mail') => [
      ...one('reissues', reissueId),
      ...inIndex(obligation === 'sms' ? 'smsDue' : 'mailDue', reissueId, 2),
    ],
  },
  passwordLinks: {
    replace: (_: unknown, { voterId }: { voterId: string }) => one('passwordLinks', voterId),
    settle: ({ voterId }: { voterId: string }) => one('passwordLinks', voterId),
  },
  linkDays: { count: (day: ElectionDay) => one('mailTurns', linkDayKey(day)) },
  smsRate: { reserve: () => one('mailTurns', 'sms') },
  mailRate: { reserve: () => one('mailTurns', 'mails') },
} as const satisfies { [Port in keyof Tables]?: { [Method in keyof Tables[Port]]?: unknown } }

type Ports = Pick<Tables, keyof typeof written>

/** The same ports; what their calls write is told first. */
export function tellingWrites<Some extends Ports>(
  tables: Some,
  tell: (written: Written) => void,
): Some {
  const ports = Object.entries(written).map(([port, methods]) => {
    const telling = Object.entries(methods).map(([method, writes]) => [
      method,
      (...given: unknown[]) => {
        for (const each of (writes as (...given: unknown[]) => Written[])(...given)) tell(each)
        const calls = tables[port as keyof Ports] as unknown as Record<
          string,
          (...given: unknown[]) => unknown
        >
        return calls[method]?.(...given)
      },
    ])
    return [port, { ...tables[port as keyof Ports], ...Object.fromEntries(telling) }]
  })
  return { ...tables, ...Object.fromEntries(ports) }
}

export function hottestKeys(nowMilliseconds: () => number) {
  const tables = new Map<string, { key: string; perSecond: number }>()
  let second = 0
  let counts = new Map<string, number>()

  return {
    count({ table, key, units }: Written) {
      const now = Math.floor(nowMilliseconds() / 1000)
      if (now !== second) counts = new Map()
      second = now
      const name = `${table} ${key}`
      const perSecond = (counts.get(name) ?? 0) + units
      counts.set(name, perSecond)
      if (perSecond > (tables.get(table)?.perSecond ?? 0)) tables.set(table, { key, perSecond })
    },
    ofTables: () => [...tables].map(([table, hottest]) => ({ table, ...hottest })),
  }
}

type Hottest = ReturnType<ReturnType<typeof hottestKeys>['ofTables']>

export function hottestInWords(hottest: Hottest): string {
  return hottest
    .map(({ table, key, perSecond }) => `${table} ${key.slice(0, 16)}: ${perSecond}`)
    .join(', ')
}
