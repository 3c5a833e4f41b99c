import type { AttemptCounter } from '../../shared/domain/account/attempts.ts'
import type { Captcha } from '../../shared/domain/account/captcha.ts'
import type { Session } from '../../shared/domain/account/session.ts'
import type { ToWall } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { PhoneUse } from '../../shared/domain/reissue/reissue-rules.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { type CaptchaItem, fromCaptchaItem } from '../../shared/tables/captchas.ts'
import { fromPhoneItem, type PhoneItem } from '../../shared/tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../shared/tables/reissues.ts'
import { fromSessionItem, type SessionItem } from '../../shared/tables/sessions.ts'
import { fromExpiringItem } from '../../shared/tables/stored.ts'
import type { AnyTableName } from '../../shared/tables/table-definition.ts'
import { fromVoterItem, toVoterItem, type VoterItem } from '../../shared/tables/voters.ts'
import { dynamoTables, type Tables, tableNames } from '../adapters/dynamo-tables.ts'
import type { BothClocks } from '../builders/values.ts'
import type { Item } from './dynamo-expressions.ts'
import { type Around, inMemoryDatabase } from './in-memory-database.ts'

export type { Tables }

export function inMemoryTables(copied?: Pick<ReturnType<typeof inMemoryDatabase>, 'stored'>) {
  const { connect, items, stored } = inMemoryDatabase(copied?.stored)
  const through = (around?: Around) => dynamoTables(connect(around), tableNames)

  function existing<Item>(table: AnyTableName, key: string): Item {
    const item = items(table).get(key)
    if (!item) throw new Error(`There is no item ${key} in ${table}`)
    return item as Item
  }
  const all = <Item, Value>(table: AnyTableName, read: (item: Item) => Value) =>
    new Map([...items(table)].map(([key, item]) => [key, read(item as Item)]))
  const readVoter = (voterId: string): Voter =>
    fromVoterItem(existing<VoterItem>('voters', voterId))
  const put = (voter: Voter) =>
    void items('voters').set(voter.voterId, JSON.parse(JSON.stringify(toVoterItem(voter))))

  return {
    ...through(),
    through,
    ...{ items, stored },
    toWall: ((time: Date) => time as BothClocks) satisfies ToWall,
    look: {
      voter: readVoter,
      reissue: (id: string): Reissue => fromReissueItem(existing<ReissueItem>('reissues', id)),
      phone: (hash: string): PhoneUse => fromPhoneItem(existing<PhoneItem>('phones', hash)),
      captcha: (id: string): Captcha => fromCaptchaItem(existing<CaptchaItem>('captchas', id)),
      session: (hash: string): Session => fromSessionItem(existing<SessionItem>('sessions', hash)),
      phoneUses(phoneHash: string) {
        const {
          reissueCount = 0,
          smsCount = 0,
          knownTo,
        } = (items('phones').get(phoneHash) ?? {}) as Partial<PhoneItem>
        return { reissueCount: Number(reissueCount), smsCount: Number(smsCount), knownTo }
      },
      tries: ({ attemptKey }: AttemptCounter) =>
        Number(items('attempts').get(attemptKey)?.attempts ?? 0),
      consumption: () => ({
        voters: all('voters', ({ takenPhone: _, ...voter }: VoterItem) => voter),
        phones: all('phones', fromPhoneItem),
        reissues: all('reissues', fromReissueItem),
      }),
      all: <Value>(table: AnyTableName): Value[] => [
        ...all(table, fromExpiringItem<Value>).values(),
      ],
      everything: () =>
        Object.fromEntries(
          Object.keys(tableNames).map((name) => [name, new Map(items(name as AnyTableName))]),
        ) as Record<AnyTableName, Map<string, Item>>,
    },
    replace: { voter: put },
    alter: {
      voter: (voterId: string, changes: Partial<Voter>) =>
        put({ ...readVoter(voterId), ...changes }),
    },
  }
}

export type InMemoryTables = ReturnType<typeof inMemoryTables>
