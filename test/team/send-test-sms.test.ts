import { describe, expect, it } from 'vitest'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { TestReceipt } from '../../shared/domain/sms/sms-delivery.ts'
import { notPhoneText } from '../../team/failure-texts.ts'
import { sendTestSms } from '../../team/sms/send-test-sms.ts'
import { smsCommandTexts as texts } from '../../team/sms/texts.ts'
import { now } from '../builders/values.ts'
import { election } from '../builders/voters.ts'
import { inMemoryCarrier } from '../fakes/channels.ts'
import { fakeClock } from '../fakes/clock.ts'

const phone = '+687751234'
const group = 'sns/eu-west-3/123456789012/DirectPublishToPhoneNumber'

/** @param after how long after the SMS its receipt is there */
async function send(
  options: {
    typed?: string
    receipt?: TestReceipt
    after?: number
    refused?: boolean
    isLocal?: boolean
  } = {},
) {
  const { typed = '+687 75 12 34', receipt, after = 0, refused, isLocal } = options
  const clock = fakeClock(now)
  const carrier = inMemoryCarrier(phone)
  if (refused) carrier.refuse(phone, 'opted-out')
  const told: string[] = []
  const receiptLogs = {
    group,
    async find(messageId: string, since: Date) {
      expect({ messageId, since }).toEqual({ messageId: 'sms-1', since: now })
      return clock() >= secondsLater(now, after) ? receipt : undefined
    },
  }
  const isServed = await sendTestSms(
    {
      carrier,
      receiptLogs: isLocal ? undefined : receiptLogs,
      election,
      clock,
      sleep: async (milliseconds) => clock.advance(milliseconds / 1000),
      tell: (line) => told.push(line),
    },
    typed,
  )
  return { isServed, told, texts: carrier.texts }
}

describe('a test SMS', () => {
  it('says that it is one, holds no identifier, and fits in one part', async () => {
    const { texts: sent, told, isServed } = await send({ isLocal: true })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.text).toContain('SMS de test')
    expect(sent[0]?.text).not.toMatch(/B5|\d{4}/)
    expect(told).toEqual([texts.taken('sms-1'), texts.onHandset])
    expect(isServed).toBe(true)
  })

  it('tells what its receipt says, once it is there', async () => {
    const arrived = { isSent: true, response: 'accepted', priceUsd: 0.09 }
    const { told, isServed } = await send({ receipt: arrived, after: 60 })
    expect(told).toEqual([texts.taken('sms-1'), texts.awaiting, texts.sent(0.09)])
    expect(isServed).toBe(true)
  })

  it('tells why SNS took it and did not send it', async () => {
    const response = 'This delivery would exceed max price'
    const receipt = { isSent: false, response, priceUsd: undefined }
    const { told, isServed } = await send({ receipt })
    expect(told.at(-1)).toBe(texts.notSent(response))
    expect(isServed).toBe(false)
  })

  it('tells where to look when no receipt came in time', async () => {
    const receipt = { isSent: true, response: '', priceUsd: undefined }
    const { told, isServed } = await send({ receipt, after: 91 })
    expect(told.at(-1)).toBe(texts.noReceipt(group))
    // It may have arrived: nothing speaks against it.
    expect(isServed).toBe(true)
  })

  it('is not sent to a number that the election sends none to', async () => {
    const { texts: sent, told, isServed } = await send({ typed: '01 23 45 67 89' })
    expect({ sent, told, isServed }).toEqual({ sent: [], told: [notPhoneText], isServed: false })
  })

  it('that SNS refuses says so', async () => {
    const { told, isServed } = await send({ refused: true })
    expect({ told, isServed }).toEqual({ told: [texts.refused('opted-out')], isServed: false })
  })
})
