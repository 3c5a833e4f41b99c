import { afterEach, describe, expect } from 'vitest'
import { variable } from '../../local/run.ts'
import { inGroupsOfFour } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import {
  type Asked,
  anAcceptedRequest,
  eventually,
  identifierIn,
  type LocalRun,
  opensBooth,
  stateReached,
} from './local-run.ts'
import { mailLeft, putSms } from './queued-sms.ts'
import { test as it } from './shared-run.ts'

let run: LocalRun
const allAsked: Sent[] = []

it.beforeAll(({ run: shared }) => {
  run = shared
})
afterEach(() => {
  run.handset.refuse = () => undefined
})

interface Sent extends Asked {
  identifier: string
}

async function asked(): Promise<Sent> {
  const request = await anAcceptedRequest(run)
  const voterId = voterIdOf(run.keys, request.voter.email)
  const identifier = deriveIdentifier(run.keys, voterId, request.reissueId)
  const sent = { ...request, identifier: inGroupsOfFour(identifier) }
  allAsked.push(sent)
  return sent
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

async function sentLaterOn({ reissueId, client }: Asked): Promise<void> {
  await setItem(run, 'REISSUES_TABLE', { reissueId }, { leaseEndsAt: fromNow(-60) })
  await run.retryNow(smsQueue())
  await stateReached(client, reissueId, 'sent')
}

async function onlyValid(asked: Sent, identifier: 'old' | 'new'): Promise<void> {
  const { client, voter } = asked
  expect({
    old: await opensBooth(client, voter, voter.identifier),
    new: await opensBooth(client, voter, asked.identifier),
  }).toEqual({ old: identifier === 'old', new: identifier === 'new' })
}

describe('the identifier', () => {
  it('is the same in each SMS when the sender is killed after SNS took the first', async () => {
    const one = await asked()
    run.handset.refuse = () => {
      run.handset.refuse = () => undefined
      void run.lambdas.kill(sender())
      return undefined
    }
    await send(one)
    await eventually('SNS took the SMS', () => textsTo(one).length === 1)
    await onlyValid(one, 'old')
    expect(await stateOf(one)).toBe('sending')

    await sentLaterOn(one)
    expect(textsTo(one).map(({ body }) => identifierIn(body))).toEqual([
      one.identifier,
      one.identifier,
    ])
    await onlyValid(one, 'new')
  })
})

describe('the sweep', () => {
  it('finds a request whose message was never sent', async () => {
    const one = await asked()
    const { reissueId } = one
    await mailLeft(run, reissueId)
    await setItem(run, 'REISSUES_TABLE', { reissueId }, { smsDueAt: fromNow(-1) })
    const [schedule] = run.app.schedules
    await run.lambdas.invoke(schedule?.functionName as string, {})
    await stateReached(one.client, one.reissueId, 'sent')
    expect(textsTo(one)).toHaveLength(1)
    await onlyValid(one, 'new')
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
