import type { AttemptCounter } from '../../shared/domain/account/attempts.ts'
import type { Captcha } from '../../shared/domain/account/captcha.ts'
import type { Session } from '../../shared/domain/account/session.ts'
import type { WallTime } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { PhoneUse } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { type CaptchaItem, fromCaptchaItem } from '../../shared/tables/captchas.ts'
import { fromExpiring } from '../../shared/tables/expiring.ts'
import { fromPhoneItem, type PhoneItem } from '../../shared/tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../shared/tables/reissues.ts'
import { fromSessionItem, type SessionItem } from '../../shared/tables/sessions.ts'
import { type Stored, toStored } from '../../shared/tables/stored.ts'
import type { AnyTableName } from '../../shared/tables/table-names.ts'
import type { Expiring } from '../../shared/tables/time-to-live.ts'
import { fromVoterItem, toVoterItem, type VoterItem } from '../../shared/tables/voters.ts'
import { dynamoTables, type Tables, tableNames } from '../adapters/dynamo-tables.ts'
import type { BothClocks } from '../builders/values.ts'
import { type Around, inMemoryDatabase } from './in-memory-database.ts'

export type { Tables }

/** The adapters over tables in this process. */
export function inMemoryTables() {
  const { connect, items } = inMemoryDatabase()
  const through = (around?: Around) => dynamoTables(connect(around), tableNames)

  const existing = <Item>(table: AnyTableName, key: string): Item => {
    const item = items(table).get(key)
    if (!item) throw new Error(`There is no item ${key} in ${table}`)
    return structuredClone(item) as Item
  }
  const all = <Item, Value>(table: AnyTableName, read: (item: Item) => Value) =>
    new Map([...items(table)].map(([key, item]) => [key, read(structuredClone(item) as Item)]))
  // What has no value goes.
  const put = (voter: Voter) =>
    void items('voters').set(voter.voterId, JSON.parse(JSON.stringify(toVoterItem(voter))))
  const readVoter = (voterId: string): Voter =>
    fromVoterItem(existing<VoterItem>('voters', voterId))

  return {
    ...through(),
    /** The same tables, through what comes between. */
    through,
    items,
    wall: ((time: Date) => time as BothClocks) satisfies WallTime,
    /** What a test looks at. Asking for an item that is not there is a mistake of the test. */
    look: {
      voter: readVoter,
      reissue: (reissueId: string): Reissue =>
        fromReissueItem(existing<ReissueItem>('reissues', reissueId)),
      phone: (phoneHash: string): PhoneUse =>
        fromPhoneItem(existing<PhoneItem>('phones', phoneHash)),
      phoneUses(phoneHash: string) {
        const { reissueCount = 0, smsCount = 0 } = (items('phones').get(phoneHash) ??
          {}) as Partial<PhoneItem>
        return { reissueCount, smsCount }
      },
      captcha: (captchaId: string): Captcha =>
        fromCaptchaItem(existing<CaptchaItem>('captchas', captchaId)),
      session: (tokenHash: string): Session =>
        fromSessionItem(existing<SessionItem>('sessions', tokenHash)),
      tries: ({ attemptKey }: AttemptCounter) =>
        Number(items('attempts').get(attemptKey)?.attempts ?? 0),
      consumption: () => ({
        voters: all('voters', ({ takenPhone: _, ...voter }: VoterItem) => voter),
        phones: all('phones', fromPhoneItem),
        reissues: all('reissues', fromReissueItem),
      }),
      all: <Value>(table: AnyTableName): Value[] => [
        ...all(table, (item: Stored<Value> & Expiring) => fromExpiring<Value>(item)).values(),
      ],
      /** As it is stored, by table and key. */
      everything: () =>
        Object.fromEntries(
          Object.keys(tableNames).map((name) => [
            name,
            all(name as AnyTableName, (item: Record<string, unknown>) => item),
          ]),
        ) as Record<AnyTableName, Map<string, Record<string, unknown>>>,
    },
    replace: { voter: put },
    /** Changes an item from outside, as an import or the lapse of time would. */
    alter: {
      voter: (voterId: string, changes: Partial<Voter>) =>
        put({ ...readVoter(voterId), ...changes }),
      phone: (use: PhoneUse) => void items('phones').set(use.phoneHash, toStored(use)),
    },
  }
}

export type InMemoryTables = ReturnType<typeof inMemoryTables>
