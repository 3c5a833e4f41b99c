import { expect, test } from 'vitest'
import { recordAccountEvent } from '../../functions/record-account-event/record-account-event.ts'
import { accountEventMessage } from '../../shared/contract/account-events.ts'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { anAccountEvent } from '../builders/account-events.ts'

const alice = 'arn:aws:sts::000000000000:assumed-role/Administrator/alice'

async function entryOf(changes: Record<string, unknown>): Promise<Intervention> {
  const recorded: Intervention[] = []
  const record = async (one: Intervention) => recorded.push(one) > 0
  const event = accountEventMessage.parse({
    ...anAccountEvent({ who: alice, action: 'PutRolePolicy' }),
    at: '2026-11-28T12:00:00Z',
    ...changes,
  })
  expect(await recordAccountEvent({ interventions: { record } }, event)).toBe(true)
  expect(recorded).toHaveLength(1)
  return recorded[0] as Intervention
}

test('a change of the account is noted once, under the id of its event, with its kind and its time', async () => {
  expect(await entryOf({ id: 'event-1', kind: 'firewall', role: 'Helpdesk' })).toEqual({
    interventionId: 'event-1',
    kind: 'firewall',
    at: new Date('2026-11-28T12:00:00Z'),
    by: 'Administrator/alice',
    subject: 'PutRolePolicy Helpdesk',
  })
  const interventions = { record: async () => false }
  const again = accountEventMessage.parse({ ...anAccountEvent(), at: '2026-11-28T12:00:00Z' })
  expect(await recordAccountEvent({ interventions }, again)).toBe(false)
})

test('a change of the account is told without anybody’s address', async () => {
  expect((await entryOf({ user: 'eve@ministere.example' })).subject).toBe('PutRolePolicy eve')
})

test('a change of the account is told with the template that CDK names by its digest, and with no other address', async () => {
  const stack = { kind: 'deployment', action: 'CreateChangeSet', stack: 'Reassort' }
  for (const [file, words] of [
    [`${'a'.repeat(64)}.json`, ` ${'a'.repeat(64)}`],
    ['06%2012%2034%2056%2078.json', ''],
    [`${'a'.repeat(64)}.json?of=another`, ''],
  ] as const) {
    const template = `https://s3.eu-west-3.amazonaws.com/cdk-assets/${file}`
    expect((await entryOf({ ...stack, template })).subject).toBe(`CreateChangeSet Reassort${words}`)
  }
})

test.each([
  ['its address’s name', `${alice}@ministere.example`, 'Administrator/alice'],
  ['a user', 'arn:aws:iam::000000000000:user/mallory', 'mallory'],
  ['a user named as a role', 'arn:aws:iam::000000000000:user/assumed-role/x', 'assumed-role/x'],
  ['one whose name has colons', 'arn:aws:sts::000000000000:federated-user/a:b', 'a:b'],
  ['a role itself', 'arn:aws:iam::000000000000:role/user/deploy', 'role/user/deploy'],
  ['the owner of the account', 'arn:aws:iam::000000000000:root', 'root'],
  ['a service, if AWS named nobody', '', 'cloudformation.amazonaws.com'],
])('a change of the account tells of %s', async (_, who, by) => {
  const from = { service: 'cloudformation.amazonaws.com', source: 'aws.iam' }
  expect((await entryOf({ who, ...from })).by).toBe(by)
})

test('a change of the account tells where its event came from, if nothing else is known', async () => {
  expect((await entryOf({ who: '', source: 'aws.cloudformation' })).by).toBe('aws.cloudformation')
})
