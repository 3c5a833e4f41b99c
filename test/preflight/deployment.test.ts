import { STSClient } from '@aws-sdk/client-sts'
import { describe, expect, it } from 'vitest'
import { accountTexts } from '../../shared/texts/preflight/deployment.ts'
import { judgeCaller, readCaller } from '../../team/preflight/caller-and-clock.ts'
import {
  judgeBootstrap,
  judgeEncryptionKey,
  judgeMode,
  judgeStack,
  judgeTakenOn,
} from '../../team/preflight/deployment.ts'

const place = { account: '1', region: 'eu-west-3' }

it.each([
  ['ok', { status: 'CREATE_COMPLETE', outputs: { BootstrapVersion: '6' } }],
  ['blocks', { status: 'CREATE_COMPLETE', outputs: { BootstrapVersion: '5' } }],
  ['blocks', { status: 'CREATE_COMPLETE', outputs: {} as { BootstrapVersion: string } }],
])('a bootstrap is %s when it is %j', (verdict, stack) => {
  expect(judgeBootstrap(stack, place)).toMatchObject([{ verdict }])
})

it.each([
  [undefined, 'ok'],
  ['UPDATE_ROLLBACK_COMPLETE', 'ok'],
  ['UPDATE_IN_PROGRESS', 'warning'],
  ['ROLLBACK_COMPLETE', 'blocks'],
  ['UPDATE_ROLLBACK_FAILED', 'blocks'],
  ['REVIEW_IN_PROGRESS', 'ok'],
])('a stack that is %s: %s', (status, verdict) => {
  const stack = status === undefined ? undefined : { status, outputs: {} }
  expect(judgeStack('Reassort', stack)).toMatchObject([{ verdict }])
})

it.each([
  ['not deployed yet, with a key', true, undefined, []],
  ['deployed without a key that the file asks for', true, {}, ['warning']],
  ['deployed with the key that the file asks for', true, { EncryptionKey: 'arn' }, []],
  ['deployed with a key that the file gives up', undefined, { EncryptionKey: 'arn' }, ['blocks']],
  ['deployed without a key', undefined, {}, []],
])('of a service %s, it is told', (_, wanted, outputs, verdicts) => {
  const stack = outputs && { status: 'CREATE_COMPLETE', outputs }
  const told = judgeEncryptionKey('Reassort', wanted, stack as never)
  expect(told.map(({ verdict }) => verdict)).toEqual(verdicts)
})

it('a role of CDK’s that is closed is told, and stops nothing', () => {
  expect(judgeTakenOn('deploy-role', place, false)).toMatchObject([{ verdict: 'warning' }])
})

it.each([
  ['a rehearsal that was not wiped', 'vote', 'rehearsal', ['blocks']],
  ['the vote’s roll, before a rehearsal', 'rehearsal', 'vote', ['blocks']],
  ['nothing, before a rehearsal', 'rehearsal', undefined, ['warning']],
  ['a rehearsal that goes on', 'rehearsal', 'rehearsal', ['warning']],
  ['the vote’s roll', 'vote', 'vote', ['ok']],
  ['nothing, before the vote', 'vote', undefined, []],
] as const)(
  'what stands in the tables is judged before a deployment: %s',
  (_, mode, standing, verdicts) => {
    expect(judgeMode(mode, standing).map(({ verdict }) => verdict)).toEqual(verdicts)
  },
)

describe('the clock', () => {
  it.each([
    [59, 'ok'],
    [-60, 'warning'],
    [299, 'warning'],
    [-300, 'blocks'],
  ])('%d seconds from AWS’s: %s', (aheadSeconds, verdict) => {
    const caller = { account: '1', arn: 'arn:aws:iam::1:user/alice', aheadSeconds }
    expect(judgeCaller(caller)[1]).toMatchObject({ verdict })
  })

  it('is AWS’s as its answer is dated', async () => {
    const body = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/alice</Arn><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
    const client = new STSClient({
      region: 'eu-west-3',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      requestHandler: {
        handle: async () => ({
          response: {
            statusCode: 200,
            headers: { date: new Date(Date.now() + 3_600_000).toUTCString() },
            body: new TextEncoder().encode(body),
          },
        }),
      } as never,
    })
    const caller = await readCaller(client)
    expect(caller).toMatchObject({ account: '1', arn: 'arn:aws:iam::1:user/alice' })
    expect(caller.aheadSeconds).toBeGreaterThan(3500)
    expect(judgeCaller(caller)[1]).toMatchObject({
      text: accountTexts.clockWrong(caller.aheadSeconds ?? 0).text,
    })
  })
})
