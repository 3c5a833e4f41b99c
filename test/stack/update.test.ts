import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { synthesise } from '../../local/app/synthesise.ts'
import { fatesOf, lastingResources, type Release, readRelease } from './released-templates.ts'
import type { Resource } from './synthesised-template.ts'

const release = readRelease()
const directory = mkdtempSync(join(tmpdir(), 'reassort-update-'))
const electionFile = join(directory, 'election.json')
writeFileSync(electionFile, JSON.stringify(release.election))
const now = lastingResources(await synthesise(electionFile, join(directory, 'cdk.out')))
rmSync(directory, { recursive: true })

const fates = Object.entries(fatesOf(release.stacks, now))
const idsOf = (fate: string) => fates.filter(([, one]) => one.fate === fate).map(([id]) => id)
const ofType = (type: string) => fates.filter(([, one]) => one.type === type)

/** Log groups that hold nothing that the next version needs; they stay in the account until deleted. */
const leftBehind = [
  // CDK's own for a function that runs at deployment.
  'Reassort/CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756CLogGroup817B64E9',
  // The account's own now, with the two of SNS.
  'Reassort/ReceiptsCollectReceiptsLogs95A6F3FE',
  'Reassort/ReceiptsFailures5C9E246B',
  'Reassort/ReceiptsSmsAttributesLogs8432A6BE',
  'Reassort/ReceiptsSuccesses7ECDF976',
]

describe(`an update of an election that version ${release.version} deployed`, () => {
  it('loses no table, no key, no queue, nor anything else that lasts', () => {
    expect(idsOf('replaced')).toEqual([])
    expect(idsOf('removed').sort()).toEqual(leftBehind)
  })

  it('keeps every queue and its DLQ where they are, with what is in flight', () => {
    expect(ofType('AWS::SQS::Queue')).toHaveLength(8)
    for (const [id, { fate }] of ofType('AWS::SQS::Queue')) expect(fate, id).toBe('kept')
  })

  it('finds every table, the master key and the sender in the stack of the data, with all that they had', () => {
    const moved = idsOf('moved')
    expect(moved.filter((id) => id.startsWith('Reassort/Tables'))).toHaveLength(9)
    expect(moved).toHaveLength(11)
    for (const id of moved) {
      const [stack = '', logicalId = ''] = id.split('/')
      const before = release.stacks[stack]?.[logicalId] as Resource
      const after = now['Reassort-Data']?.[logicalId] as Resource
      // What is added is set once it is there, in place: protection from deletion, an index with its key,
      // what a table takes from the start.
      const { DeletionProtectionEnabled, WarmThroughput, ...properties } = after.Properties
      const { GlobalSecondaryIndexes, AttributeDefinitions, ...others } = properties
      const {
        GlobalSecondaryIndexes: indexes,
        AttributeDefinitions: keys,
        ...same
      } = before.Properties
      expect(others, id).toEqual(same)
      expect(GlobalSecondaryIndexes ?? [], id).toEqual(expect.arrayContaining(indexes ?? []))
      // DynamoDB makes one at a time, and CloudFormation no second one in the same update.
      const added = (GlobalSecondaryIndexes ?? []).length - (indexes ?? []).length
      expect(added, id).toBeLessThanOrEqual(1)
      expect(AttributeDefinitions ?? [], id).toEqual(expect.arrayContaining(keys ?? []))
      expect(after.DeletionPolicy, id).toBe('RetainExceptOnCreate')
    }
  })
})

describe('the comparison', () => {
  const from = (resources: Record<string, object>) =>
    ({ Reassort: resources }) as unknown as Release['stacks']
  const table = (key: string, more: object = {}) => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: { KeySchema: [{ AttributeName: key, KeyType: 'HASH' }], ...more },
  })
  const queue = (more: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: more })
  const fate = (before: Release['stacks'], after: Release['stacks']) =>
    Object.values(fatesOf(before, after)).map(({ type: _, ...one }) => one)

  it('finds a key that was renamed: DynamoDB makes a new and empty table', () => {
    expect(fate(from({ A: table('voterId') }), from({ A: table('voter') }))).toEqual([
      { fate: 'replaced' },
    ])
  })

  it('finds a construct that was renamed: its table is another', () => {
    expect(fate(from({ A: table('voterId') }), from({ B: table('voterId') }))).toEqual([
      { fate: 'removed' },
    ])
  })

  it('finds a name that was given to a queue: what is in flight stays in the old one', () => {
    expect(fate(from({ A: queue() }), from({ A: queue({ QueueName: 'sms' }) }))).toEqual([
      { fate: 'replaced' },
    ])
  })

  it('finds a table that moved under another key, or to two stacks at once', () => {
    const before = from({ A: table('voterId') })
    const moved = (...tables: object[]) =>
      Object.fromEntries(tables.map((one, index) => [`Other${index}`, { A: one }])) as never
    expect(fate(before, moved(table('voterId')))).toEqual([{ fate: 'moved', to: 'Other0' }])
    expect(fate(before, moved(table('voter')))).toEqual([{ fate: 'replaced' }])
    expect(fate(before, moved(table('voterId'), table('voterId')))).toEqual([{ fate: 'removed' }])
  })

  it('lets a setting change that CloudFormation changes in place', () => {
    const protectedTable = table('voterId', { DeletionProtectionEnabled: true })
    expect(fate(from({ A: table('voterId') }), from({ A: protectedTable }))).toEqual([
      { fate: 'kept' },
    ])
    expect(fate(from({ A: queue() }), from({ A: queue({ DelaySeconds: 5 }) }))).toEqual([
      { fate: 'kept' },
    ])
  })
})
