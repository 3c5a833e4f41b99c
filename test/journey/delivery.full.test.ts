import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { afterEach, describe, expect } from 'vitest'
import type { DemoVoter } from '../../local/demo.ts'
import { variable } from '../../local/run.ts'
import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import {
  type ApiClient,
  eventually,
  identifierIn,
  type LocalRun,
  opensBooth,
  requestAccepted,
  signIn,
  stateReached,
} from './local-run.ts'
import { mailLeft, putOnQueue, putSms } from './queued-sms.ts'
import { test as it } from './shared-run.ts'

let run: LocalRun
const allAsked: Asked[] = []

it.beforeAll(({ run: shared }) => {
  run = shared
})
afterEach(() => {
  run.handset.refuse = () => undefined
})

interface Asked {
  voter: DemoVoter
  client: ApiClient
  phone: string
  reissueId: string
  identifier: string
}

/** A request that was accepted, of a voter and with a phone that no other test has. */
async function anAcceptedRequest(): Promise<Asked> {
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const phone = run.anotherPhone()
  const reissueId = await requestAccepted(client, voter, phone)
  const identifier = deriveIdentifier(run.keys, voterIdOf(run.keys, voter.email), reissueId)
  const asked = { voter, client, phone, reissueId, identifier: inGroupsOfFour(identifier) }
  allAsked.push(asked)
  return asked
}

const smsQueue = () => consumerOf('SMS_QUEUE_URL').queue.name
const sender = () => consumerOf('SMS_QUEUE_URL').functionName

function consumerOf(variableName: string) {
  const url = variable(run.app, variableName)
  const found = run.app.consumers.find(({ queue }) => queue.url === url)
  if (!found) throw new Error(`Nothing consumes ${variableName}`)
  return found
}

const send = ({ reissueId }: Asked) => putSms(run, reissueId)
const textsTo = ({ phone }: Asked) => run.handset.texts.filter((text) => text.phone === phone)

const stateOf = async ({ reissueId }: Asked) =>
  (await itemOf(run, 'REISSUES_TABLE', { reissueId }))?.state

/** As if the lease of the sender that died had run out, and its message come back. */
async function sentLaterOn({ reissueId, client }: Asked): Promise<void> {
  await setItem(run, 'REISSUES_TABLE', { reissueId }, { leaseEndsAt: fromNow(-60) })
  await run.retryNow(smsQueue())
  await stateReached(client, reissueId, 'sent')
}

async function onlyValid(asked: Asked, identifier: 'old' | 'new'): Promise<void> {
  const { client, voter } = asked
  expect({
    old: await opensBooth(client, voter, voter.identifier),
    new: await opensBooth(client, voter, asked.identifier),
  }).toEqual({ old: identifier === 'old', new: identifier === 'new' })
}

/** Messages that are there, but for those whose delay is not over. */
async function countIn(url: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const { Attributes = {} } = await run.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
  )
  return names.reduce((sum, name) => sum + Number(Attributes[name]), 0)
}

describe('the identifier', () => {
  it('is the same in each SMS when the sender is killed after SNS took the first', async () => {
    const asked = await anAcceptedRequest()
    run.handset.refuse = () => {
      run.handset.refuse = () => undefined
      void run.lambdas.kill(sender())
      return undefined
    }
    await send(asked)
    await eventually('SNS took the SMS', () => textsTo(asked).length === 1)
    await onlyValid(asked, 'old')
    expect(await stateOf(asked)).toBe('sending')

    await sentLaterOn(asked)
    expect(textsTo(asked).map(({ body }) => identifierIn(body))).toEqual([
      asked.identifier,
      asked.identifier,
    ])
    await onlyValid(asked, 'new')
  })
})

describe('the sweep', () => {
  it('finds a request whose message was never sent', async () => {
    const asked = await anAcceptedRequest()
    const { reissueId } = asked
    await mailLeft(run, reissueId)
    await setItem(run, 'REISSUES_TABLE', { reissueId }, { smsDueAt: fromNow(-1) })
    const [schedule] = run.app.schedules
    await run.lambdas.invoke(schedule?.functionName as string, {})
    await stateReached(asked.client, asked.reissueId, 'sent')
    expect(textsTo(asked)).toHaveLength(1)
    await onlyValid(asked, 'new')
  })
})

describe('a message', () => {
  it('that cannot be read ends in the DLQ, and is not lost', async () => {
    const name = smsQueue()
    const queue = run.app.queues.find((one) => one.name === name)
    const { deadLetterTargetArn } = JSON.parse(queue?.attributes.RedrivePolicy as string)
    const deadLetters = run.app.queues.find(({ arn }) => arn === deadLetterTargetArn)
    const before = await countIn(deadLetters?.url as string)
    await putOnQueue(run, 'SMS_QUEUE_URL', 'no JSON at all')
    await eventually('the message is in the DLQ', async () => {
      await run.retryNow(name)
      return (await countIn(deadLetters?.url as string)) === before + 1
    })
  })
})

describe('the journal of all this', () => {
  it('holds no number, NUMEN, birth date, address, password or identifier', () => {
    const journal = run.lines.join('\n')
    expect(journal).toContain('identifier.sent')
    const identifiers = allAsked.map(({ identifier }) => identifier)
    expect(identifiers).toHaveLength(2)
    for (const secret of [
      ...allAsked.flatMap(({ voter }) => Object.values<string>({ ...voter })),
      ...identifiers,
      ...identifiers.map((identifier) => identifier.replaceAll(' ', '')),
      ...allAsked.flatMap(({ phone }) => [phone, phone.slice(3)]),
    ]) {
      expect(journal).not.toContain(secret)
    }
  })
})
