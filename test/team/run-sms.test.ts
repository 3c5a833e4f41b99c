import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import {
  changeBreaker,
  permissionOf,
  recordReceiptOf,
} from '../../shared/domain/sms/sms-breaker.ts'
import { dayOfTerritory } from '../../shared/domain/sms/territory-cap.ts'
import { calendarKey } from '../../shared/tables/calendar.ts'
import {
  runCloseBreaker,
  runSmsCap,
  runSmsPause,
  runSmsResume,
  runSmsStatus,
  runSmsUncap,
  runTestSms,
  runTrySms,
} from '../../team/sms/run-sms.ts'
import { smsCommandTexts as texts } from '../../team/sms/texts.ts'
import { aLocalElection } from '../builders/local-election.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'
import { withoutWaits } from '../fakes/without-waits.ts'

const { tables, outputs, said, saidAsError, options, asStack } = await aLocalElection()
const { smsBreakers, smsDays } = tables
const { timeZone } = election
const reason = 'opérateur en panne'
const hour = 3_600_000

const receipt = { reissueId: 'one', territory: 'FR', leftAt: now, limit: 'account' } as const
/** SNS said of an SMS that the month's budget is spent. */
const spend = () => changeBreaker(smsBreakers, (breaker) => recordReceiptOf(breaker, receipt, now))

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
  const cap = (smsPerDay: number) => () => runSmsCap('pf', smsPerDay, { ...options, reason })
  const pause = () => runSmsPause('re', { ...options, reason })
  const one = () => smsDays.count(dayOfTerritory(electionDayOf(now, timeZone), 'PF'), 1)
  test.each<[number, string, (() => Promise<unknown>)[], string[]]>([
    [0, 'nothing holds the SMS', [], [texts.closed]],
    [1, 'a limit of AWS holds them', [spend], ['Tous les SMS sont retenus', '10 h 15']],
    [1, 'the team holds those to a territory', [pause], ['vers RE', reason]],
    [0, 'the cap of a territory has room', [cap(2), one], ['vers PF', reason]],
    [1, 'the cap of a territory is reached', [cap(1), one], ['vers PF', reason]],
  ])('ends with %i while %s, and says so', async (code, _, held, words) => {
    for (const hold of held) await hold()
    said.length = 0
    expect(await runSmsStatus(options)).toBe(code)
    for (const word of words) expect(said.join('\n').replaceAll('\u00a0', ' ')).toContain(word)
  })

  test('dates what people did as the wall’s clock showed it, after a suspension', async () => {
    await suspendForADay()
    await runSmsPause('RE', { ...options, reason })
    await runSmsCap('PF', 1, { ...options, reason })
    said.length = 0
    await runSmsStatus(options)
    const cap = { smsPerDay: 1, since: now, reason }
    expect(said).toEqual([
      ...texts.paused([['RE', { since: now, reason }]], timeZone, now),
      texts.capped('PF', cap, { smsCount: 0, heldCount: 0 }, timeZone, now),
    ])
  })
})

describe('npm run sms -- try and close', () => {
  test('say that nothing holds the SMS, and change nothing', async () => {
    const before = await smsBreakers.find()
    for (const change of [runTrySms, runCloseBreaker]) expect(await change(options)).toBe(0)
    expect(said).toEqual([texts.closed, texts.closed])
    expect(await smsBreakers.find()).toEqual(before)
  })

  test('let one SMS leave, or all', async () => {
    await spend()
    expect(permissionOf(await smsBreakers.find(), 'FR', now)).toMatchObject({ leaves: 'later' })
    expect(await runTrySms(options)).toBe(0)
    expect(permissionOf(await smsBreakers.find(), 'FR', now)).toMatchObject({ leaves: 'as-trial' })
    expect(await runCloseBreaker(options)).toBe(0)
    expect(permissionOf(await smsBreakers.find(), 'FR', now)).toEqual({ leaves: 'now' })
    expect(said).toEqual([texts.trying, texts.closedNow])
  })
})

// When it refuses, and what it says then: limit-territory.test.ts.
test('npm run sms pauses, resumes, caps and lifts', async () => {
  const why = { ...options, reason }
  expect(await runSmsPause('FR', why)).toBe(0)
  expect(await runSmsResume('FR', options)).toBe(0)
  expect(await runSmsCap('FR', 5, why)).toBe(0)
  expect((await smsBreakers.find()).caps).toEqual({ FR: { smsPerDay: 5, since: now, reason } })
  expect(await runSmsUncap('FR', options)).toBe(0)
  expect((await smsBreakers.find()).caps).toEqual({})
  const done = [texts.pausedNow('FR'), texts.resumed('FR'), texts.cappedNow('FR', 5, 0)]
  expect(said).toEqual([...done, texts.uncapped('FR')])
  expect(await runSmsPause('xx', why)).toBe(1)
  expect(saidAsError).toEqual([expect.stringContaining('« xx » n')])
})

describe('npm run sms -- test', () => {
  const sns = mockedClients(SNSClient)
  const logs = mockedClients(CloudWatchLogsClient)
  beforeEach(() => void sns.on(PublishCommand).resolves({ MessageId: 'sms-1' }))

  test('sends as identifiers are sent, to the handset of a local run', async () => {
    expect(await runTestSms('+687 75 12 34', options)).toBe(0)
    expect(said).toEqual([texts.taken('sms-1'), texts.onHandset])
    expect(sns.commandCalls(PublishCommand)[0]?.args[0].input).toMatchObject({
      PhoneNumber: '+687751234',
      MessageAttributes: {
        'AWS.SNS.SMS.SenderID': { StringValue: election.senderId },
        'AWS.SNS.SMS.MaxPrice': { StringValue: election.smsMaxPriceUsd.toFixed(2) },
      },
    })
  })

  test('looks on AWS for what became of it, in the journals of its region and account', async () => {
    logs.on(FilterLogEventsCommand).resolves({
      events: [{ message: JSON.stringify({ delivery: { priceInUSD: 0.07 }, status: 'SUCCESS' }) }],
    })
    const destroyed = vi.spyOn(CloudWatchLogsClient.prototype, 'destroy')
    expect(await withoutWaits(() => runTestSms('+687 75 12 34', asStack()))).toBe(0)
    expect(destroyed).toHaveBeenCalledTimes(1)
    expect(said).toEqual([texts.taken('sms-1'), texts.awaiting, texts.sent(0.07)])
    const [, , , region, account] = outputs.ProofKeysSecret.split(':')
    const [looked] = logs.commandCalls(FilterLogEventsCommand)
    expect(looked?.args[0].input).toMatchObject({
      logGroupName: `sns/${region}/${account}/DirectPublishToPhoneNumber`,
      startTime: now.getTime(),
    })
  })
})
