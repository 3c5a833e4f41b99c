import { describe, expect, it } from 'vitest'
import { synthesiseElection } from './local-app.ts'
import { changesOf, lastingResources, readRelease } from './released-templates.ts'
import type { Resource } from './whole-app.ts'

const recorded = readRelease()
const now = lastingResources(
  await synthesiseElection({ region: 'eu-west-3', ...recorded.election }),
)

const before = Object.entries(recorded.resources)
const endedLogs =
  /^Reassort\/(Api(ShowLinkWait|ShowHandovers|ShowCalendar|ReportMissingSms)|Delivery(ConfirmByEmail|MailPasswordLink|TellByEmail))Logs/
const ofType = (type: string) => before.filter(([, { Type }]) => Type === type)

describe('an update of an election that the recorded version deployed', () => {
  it('loses no table, no key, no queue, nor anything else that lasts', () => {
    const lost = Object.entries(changesOf(recorded.resources, now)).filter(
      ([, fate]) => fate !== 'kept',
    )
    // CloudFormation retains the logs of removed functions until they expire.
    expect(lost.filter(([id]) => !endedLogs.test(id))).toEqual([])
    expect(ofType('AWS::SQS::Queue').length).toBeGreaterThan(9)
  })

  it('keeps every setting of tables, keys and sender', () => {
    const kept = before.filter(([id]) => id.startsWith('Reassort-Data/'))
    expect(ofType('AWS::DynamoDB::Table').length).toBeGreaterThan(8)
    for (const [id, resource] of kept) {
      const {
        GlobalSecondaryIndexes: indexes = [],
        AttributeDefinitions: keys = [],
        WarmThroughput: warm = {},
        ...same
      } = resource.Properties
      const {
        GlobalSecondaryIndexes = [],
        AttributeDefinitions = [],
        WarmThroughput = {},
        ...others
      } = now[id]?.Properties ?? {}
      expect(others, id).toMatchObject(same)
      expect(GlobalSecondaryIndexes, id).toEqual(expect.arrayContaining(indexes))
      expect(AttributeDefinitions, id).toEqual(expect.arrayContaining(keys))
      // DynamoDB raises warm throughput in place, and refuses to lower it.
      for (const [units, perSecond] of Object.entries<number>(warm)) {
        expect(WarmThroughput[units], id).toBeGreaterThanOrEqual(perSecond)
      }
      // DynamoDB creates one index at a time, and CloudFormation allows one per update.
      expect(GlobalSecondaryIndexes.length - indexes.length, id).toBeLessThanOrEqual(1)
      expect(now[id]?.DeletionPolicy, id).toBe('RetainExceptOnCreate')
    }
  })
})

it('the comparison finds what is replaced or removed, and no setting that changes in place', () => {
  const table = (key: string, more: object = {}): Resource => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: { KeySchema: [{ AttributeName: key, KeyType: 'HASH' }], ...more },
  })
  const queue = (more: object = {}): Resource => ({ Type: 'AWS::SQS::Queue', Properties: more })
  const [a, b] = [table('voterId'), queue()]
  const before = { renamedKey: a, movedToAnotherStack: a, protectedLater: a, named: b, delayed: b }
  const after = {
    renamedKey: table('voter'),
    protectedLater: table('voterId', { DeletionProtectionEnabled: true }),
    named: queue({ QueueName: 'sms' }),
    delayed: queue({ DelaySeconds: 5 }),
  }
  expect(changesOf(before, after)).toEqual({
    ...{ renamedKey: 'replaced', movedToAnotherStack: 'removed', protectedLater: 'kept' },
    ...{ named: 'replaced', delayed: 'kept' },
  })
})
