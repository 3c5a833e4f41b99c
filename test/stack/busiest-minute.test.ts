import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import {
  groupPauseMilliseconds,
  groupSize,
} from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { ledgerCapacity, streamBatchSize } from '../../lib/ledger/ledger-writers.ts'
import { requestsPerSecond } from '../../lib/route-throttles.ts'
import { addTables } from '../../lib/tables.ts'
import { ledgerTables } from '../../shared/domain/ledger/ledger-tables.ts'
import { reconcilerShards } from '../../shared/tables/reissues.ts'
import type { TableName } from '../../shared/tables/table-definition.ts'
import { definitionOf, tables } from '../../shared/tables/tables.ts'
import { type Load, loads, peakOf, unitsOfNewTable } from '../builders/busiest-minute.ts'
import { textOf } from '../house-rules/repository.ts'
import { findFunction, propertiesOf, template } from './templates.ts'

const names = Object.keys(tables) as TableName[]
const all: readonly Load[] = Object.values(loads)
const routes = [...new Set(all.flatMap(({ route }) => route ?? []))]

function warmThroughputs(context = {}): Record<string, Record<string, number> | undefined> {
  // CDK's own rules take seconds to load: `findings.full.test.ts` checks them.
  const stack = new Stack(new App({ context, builtinCloudFormationValidation: false }))
  addTables(stack)
  const found = Template.fromStack(stack).findResources('AWS::DynamoDB::Table')
  return Object.fromEntries(
    Object.entries(found).map(([id, { Properties }]) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      Properties.WarmThroughput,
    ]),
  )
}

describe('in the busiest minute', () => {
  it.each(routes)('the throttle of %s allows one and a half times its calls', (route) => {
    const planned = all
      .filter((load) => load.route === route)
      .reduce((sum, load) => sum + load.perSecond, 0)
    expect(requestsPerSecond(route) / planned).toBeGreaterThan(1.45)
    // The firewall counts these routes with others: each rate is four times what it allows one address.
    const most = { 'session/captchas': 4.5, '{id}/cancel-preview': 4.3, '{id}/withdraw': 4.3 }
    const end = route.split('/').slice(-2).join('/') as keyof typeof most
    expect(requestsPerSecond(route) / planned).toBeLessThan(most[end] ?? 1.65)
  })

  it('no table receives more than a new table accepts, or half of its warm throughput', () => {
    expect(peakOf('attempts')).toEqual({ reads: 83, writes: 5844 })
    const warm = warmThroughputs()
    for (const name of names) {
      const { reads, writes } = peakOf(name)
      const { ReadUnitsPerSecond, WriteUnitsPerSecond } = warm[definitionOf(name).constructId] ?? {}
      if (reads > unitsOfNewTable.reads || writes > unitsOfNewTable.writes) {
        expect(ReadUnitsPerSecond).toBeGreaterThanOrEqual(
          Math.max(2 * reads, unitsOfNewTable.reads),
        )
        expect(WriteUnitsPerSecond).toBeGreaterThan(2 * writes)
      } else expect([name, WriteUnitsPerSecond]).toEqual([name, undefined])
    }
  })

  // A write changes an index twice at most: the old key goes, the new one comes.
  it('no index falls behind', () => {
    const indexed = names.filter((name) => Object.keys(tables[name].indexes).length > 0)
    expect(indexed).toEqual(['sessions', 'reissues'])
    expect(peakOf('sessions').writes).toBeLessThan(unitsOfNewTable.writes)
    expect(2 * peakOf('reissues').writes).toBeLessThan(unitsOfNewTable.writes)
  })
})

describe('the ledger', () => {
  // A transaction uses two units but yields one stream record.
  const inLedger = names.filter((name) => definitionOf(name).ledger)
  const recordsOf = ({ perSecond, writes }: Load) =>
    inLedger.reduce((sum, name) => sum + perSecond * Math.ceil((writes[name] ?? 0) / 2), 0)
  const peak = all.reduce((sum, load) => sum + recordsOf(load), 0)

  it('reads the streams of its tables only', () => {
    expect(ledgerTables.toSorted()).toEqual(inLedger.toSorted())
  })

  it('can write one and a half times the records of that minute', () => {
    expect(peak).toBeGreaterThan(2700)
    const { MemorySize } = findFunction('LedgerWritersWriteLedger').Properties
    const { writers, s3Milliseconds, coreMilliseconds } = ledgerCapacity
    const secondsOf = (calls: number, ofThousand: number) =>
      (calls * s3Milliseconds +
        (ofThousand * streamBatchSize) / 1000 / Math.min(1, MemorySize / 1769)) /
      1000
    const chain = streamBatchSize / secondsOf(3, coreMilliseconds.rechaining)
    const batches = (writers * streamBatchSize) / secondsOf(4, coreMilliseconds.total)
    expect(Math.min(chain, batches)).toBeGreaterThan(1.5 * peak)
    const mappings = propertiesOf(template, 'AWS::Lambda::EventSourceMapping')
    const mapping = mappings.find(({ StartingPosition }) => StartingPosition)
    expect(mapping.BatchSize).toBe(streamBatchSize)
  })
})

// Otherwise DynamoDB refuses the update, because warm throughput cannot be lowered.
it('the deployer can leave the warm throughput of tables alone', () => {
  expect(warmThroughputs({ 'cold-tables': 'true' }).Attempts).toBeUndefined()
})

const { properties } = JSON.parse(textOf('docs/election.schema.json'))
const sms: number = properties.smsPerSecond.maximum
const mails: number = properties.mailsPerSecond.maximum
/** SES may pause an account above a bounce rate of 10 %. */
const bounces = mails / 10
const requests = requestsPerSecond('POST /api/reissues')
/** Each requeued request moves within an index: two writes. */
const requeueWrites = (2 * groupSize * 1000) / groupPauseMilliseconds

it.each([
  ['the SMS of a day: each is counted, and given back if SNS does not take it', 2 * sms],
  ['the hand-overs of a day: each is counted, and again if its receipt says failed', 2 * sms],
  ['the domains of an hour: each voter whose mail does not arrive counts once', mails],
  ['the slots: each request takes one by two writes at most', 2 * requests],
  [
    'a shard of the SMS that are due: accepted, begun by two writes, ended, bounced; and the reconciler',
    (requests + 3 * sms + 2 * bounces + requeueWrites) / reconcilerShards,
  ],
  [
    'a shard of the mails that are due: accepted, SMS sent, each mail told, bounced; and the reconciler',
    (requests + sms + mails + bounces + requeueWrites) / reconcilerShards,
  ],
  [
    'a shard of the SMS that have not left: accepted, ended, bounced',
    (requests + sms + 2 * bounces) / reconcilerShards,
  ],
])('at the highest rates that the schema allows, no key is hot: %s', (_, writesPerSecond) => {
  expect(writesPerSecond).toBeGreaterThan(0)
  expect(writesPerSecond).toBeLessThanOrEqual(300)
})
