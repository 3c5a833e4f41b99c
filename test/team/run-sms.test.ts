import { OptedOutException, PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { beforeEach, describe, expect, test } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { applyReceipt, changeBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { dayOfTerritory } from '../../shared/domain/sms/sms-state.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import { invalidPhoneText } from '../../team/failure-texts.ts'
import {
  runCloseBreaker,
  runSmsCap,
  runSmsPause,
  runSmsResume,
  runSmsStatus,
  runSmsUncap,
  runTrySms,
} from '../../team/sms/run-sms.ts'
import { runTestSms } from '../../team/sms/send-test-sms.ts'
import { smsCommandTexts as texts } from '../../team/sms/texts.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const { tables, outputs, said, saidAsError, options, asStack, run } = await aLocalElection()
const { smsBreakers, smsDays, handoverDays } = tables
const { timeZone } = election
const reason = 'opérateur en panne'
const hour = 3_600_000
const today = electionDayOf(now, timeZone)

const receipt = { reissueId: 'one', territory: 'FR', leftAt: now, limit: 'account' } as const
const spend = () => changeBreaker(smsBreakers, (breaker) => applyReceipt(breaker, receipt, now))

/** The election was suspended for a day until an hour ago: its clock is a day behind. */
const suspendForADay = () =>
  tables.put('calendar', {
    ...{ calendarId: calendarKey, version: 2, extendedMinutes: 0 },
    suspensions: [
      {
        from: new Date(now.getTime() - 25 * hour).toISOString(),
        to: new Date(now.getTime() - hour).toISOString(),
      },
    ],
  })

describe('npm run sms -- status', () => {
  const cap = (smsPerDay: number) => () => run(runSmsCap, 'pf', smsPerDay, { ...options, reason })
  const pause = () => run(runSmsPause, ['re'], { ...options, reason })
  const one = () => smsDays.count(dayOfTerritory(today, 'PF'), 1)
  test.each<[number, string, (() => Promise<unknown>)[], string[]]>([
    [0, 'nothing holds the SMS', [], [texts.noOpenCircuit]],
    [1, 'a limit of AWS holds them', [spend], ['Tous les SMS sont retenus', '10 h 15']],
    [1, 'the team holds those to a territory', [pause], ['La Réunion (RE)', reason]],
    [0, 'the cap of a territory has room', [cap(2), one], ['Polynésie française (PF)', reason]],
    [1, 'the cap of a territory is reached', [cap(1), one], ['Polynésie française (PF)', reason]],
  ])('ends with %i while %s, and says so', async (code, _, held, words) => {
    for (const hold of held) await hold()
    said.length = 0
    expect(await run(runSmsStatus, options)).toBe(code)
    for (const word of words) expect(said.join('\n').replaceAll('\u00a0', ' ')).toContain(word)
  })

  test('dates what people did as the wall’s clock showed it, after a suspension', async () => {
    await suspendForADay()
    await run(runSmsPause, ['RE'], { ...options, reason })
    await run(runSmsCap, 'PF', 1, { ...options, reason })
    said.length = 0
    await run(runSmsStatus, options)
    const by = 'Operator/local'
    const cap = { smsPerDay: 1, since: now, reason, by }
    expect(said).toEqual([
      texts.pausedTerritory('RE', { since: now, reason, by }, timeZone, now),
      texts.cappedTerritory('PF', cap, { smsCount: 0, heldCount: 0 }, timeZone, now),
    ])
  })
})

test('npm run sms -- try and close say that nothing holds the SMS, and change nothing', async () => {
  const before = await smsBreakers.find()
  for (const change of [runTrySms, runCloseBreaker]) expect(await run(change, options)).toBe(0)
  expect(said).toEqual([texts.noOpenCircuit, texts.noOpenCircuit])
  expect(await smsBreakers.find()).toEqual(before)
})

describe('npm run sms, on a territory', () => {
  const why = { ...options, reason }
  const by = 'Operator/local'
  const territory = 'PF'
  const limits = async () => {
    const { pauses = {}, caps = {} } = await smsBreakers.find()
    return { pauses, caps }
  }

  test('pauses with a reason and resumes, each once, and says who', async () => {
    expect(await run(runSmsPause, ['PF'], why)).toBe(0)
    expect(await run(runSmsPause, ['PF'], { ...options, reason: 'une autre' })).toBe(0)
    expect(await limits()).toEqual({ pauses: { PF: { since: now, reason, by } }, caps: {} })
    for (const _ of [1, 2]) expect(await run(runSmsResume, ['PF'], options)).toBe(0)
    expect(await limits()).toEqual({ pauses: {}, caps: {} })
    const [pause, resume] = [{ change: 'pause', territory, reason } as const, 'resume' as const]
    const changes = [pause, { change: resume, territory }]
    const outcomes = changes.flatMap((change) =>
      [true, false].map((is) => texts.changeResult(change, is)),
    )
    expect(said).toEqual(outcomes)
  })

  test('caps, counting those that left today, caps anew, and lifts the cap once', async () => {
    await handoverDays.count(today, { territory, seconds: 100 })
    await handoverDays.count(today, { territory: 'FR', seconds: 100 })
    expect(await run(runSmsCap, 'PF', 3, why)).toBe(0)
    expect((await smsDays.find(dayOfTerritory(today, territory))).smsCount).toBe(1)
    expect(await run(runSmsCap, 'PF', 5, { ...options, reason: 'budget relevé' })).toBe(0)
    const cap = { smsPerDay: 5, since: now, reason: 'budget relevé', by }
    expect(await limits()).toEqual({ pauses: {}, caps: { PF: cap } })
    for (const _ of [1, 2]) expect(await run(runSmsUncap, ['PF'], options)).toBe(0)
    expect(await limits()).toEqual({ pauses: {}, caps: {} })
    const lifted = { change: 'uncap', territory } as const
    expect(said.slice(2)).toEqual([
      texts.changeResult(lifted, true),
      texts.changeResult(lifted, false),
    ])
  })

  test.each([
    ...['pf', 'Polynésie', 'polynesie-francaise', 'la polynésie française', 'POLYNÉSIE FRANÇAISE'],
  ])('takes the name that people write: %s', async (typed) => {
    await run(runSmsPause, typed.split(' '), why)
    expect(Object.keys((await limits()).pauses)).toEqual(['PF'])
  })

  test.each(['xx', 'BL', 'française', 'Po'])(
    'changes nothing of %s, which names no territory of this election, or several',
    async (typed) => {
      expect(await run(runSmsPause, [typed], why)).toBe(1)
      expect(await run(runSmsCap, typed, 3, why)).toBe(1)
      expect(await limits()).toEqual({ pauses: {}, caps: {} })
      expect(saidAsError).toEqual(
        Array(2).fill(expect.stringContaining(`« ${typed} » n'est pas un`)),
      )
    },
  )
})

describe('npm run sms -- test', () => {
  const sns = mockedClients(SNSClient)
  beforeEach(() => void sns.on(PublishCommand).resolves({ MessageId: 'sms-1' }))

  test('sends as identifiers are sent, without an identifier, to the handset of a local run', async () => {
    expect(await run(runTestSms, '+687 75 12 34', options)).toBe(0)
    expect(said).toEqual([texts.acceptance('sms-1'), texts.handsetHint])
    const sent = sns.commandCalls(PublishCommand).map(({ args }) => args[0].input)
    expect(sent).toMatchObject([
      {
        PhoneNumber: '+687751234',
        Message: expect.stringContaining('SMS de test'),
        MessageAttributes: {
          'AWS.SNS.SMS.SenderID': { StringValue: election.senderId },
          'AWS.SNS.SMS.MaxPrice': { StringValue: election.smsMaxPriceUsd.toFixed(2) },
        },
      },
    ])
    expect(sent[0]?.Message).not.toMatch(/B5|\d{4}/)
  })

  test('says on AWS where its receipt comes', async () => {
    expect(await run(runTestSms, '+687 75 12 34', asStack())).toBe(0)
    const [, , , region, account] = outputs.ProofKeysSecret.split(':')
    const group = `sns/${region}/${account}/DirectPublishToPhoneNumber`
    expect(said).toEqual([texts.acceptance('sms-1'), texts.receiptHint(group)])
  })

  test('sends none to a number that the election sends none to, and says what SNS refuses', async () => {
    expect(await run(runTestSms, '01 23 45 67 89', options)).toBe(1)
    expect(sns.commandCalls(PublishCommand)).toHaveLength(0)
    sns.on(PublishCommand).rejects(new OptedOutException({ message: '', $metadata: {} }))
    expect(await run(runTestSms, '+687 75 12 34', options)).toBe(1)
    expect(saidAsError).toEqual([invalidPhoneText, texts.refusal('opted-out')])
  })
})
