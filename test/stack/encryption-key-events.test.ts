import { describe, expect, it } from 'vitest'
import { aCall, account } from '../builders/account-events.ts'
import { accountRulesIn, stacksOf } from './account-rules.ts'
import { everything, resourcesOf, templatesOf } from './whole-app.ts'

const templates = templatesOf(everything)
const { main, told } = accountRulesIn(stacksOf(templates))

const keyArn = String(main.outputs().EncryptionKey)
const table = 'Reassort-Data-TablesVotersF4AB7936-1ABC'
const tableArn = `arn:aws:dynamodb:eu-west-3:${account}:table/${table}`

const ofKey = (name: string, keyId: string, reads = false) =>
  aCall(`kms.${name}`, { keyId }, { reads })
const ofTable = (name: string, parameters: Record<string, string>) =>
  aCall(`dynamodb.${name}`, parameters)

describe('of a key of the election’s own', () => {
  it.each(['PutKeyPolicy', 'CreateGrant', 'ScheduleKeyDeletion', 'DisableKey'])(
    '%s is told, by its ARN and by its id, and what is done to another key is not',
    async (name) => {
      for (const id of [keyArn, keyArn.split('/')[1] as string])
        expect(await told(ofKey(name, id))).toEqual([`rights: Administrator/alice: ${name} ${id}`])
      expect(await told(ofKey(name, `${keyArn}0`))).toEqual([])
    },
  )

  it('its uses are not told: there are millions', async () => {
    expect(await told(ofKey('Decrypt', keyArn, true))).toEqual([])
  })

  it.each([
    ['UpdateTable', { tableName: table }, table],
    ['UpdateTable', { tableName: tableArn }, tableArn],
    ['ExportTableToPointInTime', { tableArn }, ''],
    ['RestoreTableToPointInTime', { sourceTableName: table }, ''],
    ['RestoreTableToPointInTime', { sourceTableArn: tableArn }, ''],
    ['RestoreTableFromBackup', { backupArn: `${tableArn}/backup/0123` }, ''],
  ])(
    'a table that gets another key, or a copy, is told: %s of %j',
    async (name, parameters, shown) => {
      expect(await told(ofTable(name, parameters))).toEqual([
        `rights: Administrator/alice: ${name} ${shown}`.trim(),
      ])
    },
  )

  it('what is done to a table of somebody else’s is not', async () => {
    expect(await told(ofTable('UpdateTable', { tableName: 'Reassort-2-Data-Tables' }))).toEqual([])
  })

  it('a function of anybody’s that gets a role of ours is told, made by whatever', async () => {
    const role = `arn:aws:iam::${account}:role/Reassort/functions/Reassort-ApiSignInRole-1`
    const lent = (name: string, from: string, given = role) =>
      aCall(`lambda.${name}`, { functionName: 'theirs', role: given }, { from })
    const make = 'CreateFunction20150331'
    for (const from of ['192.0.2.1', 'cloudformation.amazonaws.com'])
      expect(await told(lent(make, from))).toEqual([`rights: Administrator/alice: ${make} theirs`])
    const change = 'UpdateFunctionConfiguration20150331v2'
    expect(await told(lent(change, '192.0.2.1'))).toHaveLength(1)
    expect(await told(lent(change, 'cloudformation.amazonaws.com'))).toEqual([])
    expect(await told(lent(make, '192.0.2.1', role.replace('Reassort/', 'Other/')))).toEqual([])
  })

  it('the trail records what changes a key, beside all else but KMS', () => {
    const [[, { Properties }]] = resourcesOf(templates.Reassort, 'AWS::CloudTrail::Trail') as [
      ReturnType<typeof resourcesOf>[number],
    ]
    const management = Properties.AdvancedEventSelectors.map(
      ({ FieldSelectors }: { FieldSelectors: object[] }) => FieldSelectors,
    ).filter((fields: object[]) => JSON.stringify(fields).includes('"Management"'))
    expect(management).toEqual([
      [
        { Field: 'eventCategory', Equals: ['Management'] },
        { Field: 'eventSource', NotEquals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
      ],
      [
        { Field: 'eventCategory', Equals: ['Management'] },
        { Field: 'readOnly', Equals: ['false'] },
      ],
    ])
  })
})
