import { describe, expect, it } from 'vitest'
import { confirmReissue } from '../../functions/confirm-by-email/confirm-reissue.ts'
import { mailPasswordLink } from '../../functions/mail-password-link/mail-password-link.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { setPassword } from '../../functions/set-password/set-password.ts'
import { tellOfAccount } from '../../functions/tell-by-email/tell-of-account.ts'
import { tellOfReissue } from '../../functions/tell-by-email/tell-of-reissue.ts'
import { pacedCalls } from '../../lib/busiest-minute.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { acceptReissue, usualPorts } from '../builders/journey-steps.ts'
import { aReceivedMessage, now } from '../builders/values.ts'
import { aPhone, aSignedInVoter } from '../builders/voters.ts'
import { inMemoryCarrier, inMemoryMailer, inMemoryNews } from '../fakes/channels.ts'
import { callCounter } from './call-counter.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()
const counter = callCounter(tables)

/** What every consumer is given, for the voter of this address. */
const engines = (email: string, at = now) => ({
  ...usualPorts(tables, at),
  mailer: inMemoryMailer(email),
})

/** Of which the mail has left, and the SMS too. */
async function aSentReissue() {
  const voter = await aSignedInVoter(tables)
  const phone = aPhone()
  const { reissueId } = await acceptReissue(tables, voter, { phone })
  await confirmReissue(engines(voter.email), reissueId)
  const ports = { ...engines(voter.email, later), carrier: inMemoryCarrier(phone) }
  const sending = await sendIdentifier(ports, reissueId, aReceivedMessage())
  if (sending.outcome !== 'sent') throw new Error(sending.outcome)
  return { voter, reissueId }
}

const later = secondsLater(now, 200)

/** Each, ready to be put on the tables, with what it answers. */
const cases: Record<
  keyof typeof pacedCalls,
  [answer: unknown, prepare: () => Promise<() => Promise<unknown>>]
> = {
  linkMailed: [
    'mailed',
    async () => {
      const { voterId, email } = await aSignedInVoter(tables)
      return () => mailPasswordLink(engines(email), { voterId, requestedAt: later }, 'message')
    },
  ],
  passwordTold: [
    'told',
    async () => {
      const { voterId, email } = await aSignedInVoter(tables)
      const mailer = inMemoryMailer(email)
      const asked = { voterId, requestedAt: now }
      await mailPasswordLink({ ...engines(email), mailer }, asked, 'message')
      const token = /https:\S+#(\S+)/.exec(mailer.mails[0]?.text ?? '')?.[1] ?? ''
      const accountNews = inMemoryNews()
      const choice = { token, password: 'la barque du phare 62' }
      await setPassword({ ...engines(email), accountNews }, choice)
      const [news] = accountNews.messages
      if (!news) throw new Error('Nothing is to be told')
      return () => tellOfAccount(engines(email), news, 2)
    },
  ],
  smsTold: [
    'sent',
    async () => {
      const { voter, reissueId } = await aSentReissue()
      return () => tellOfReissue(engines(voter.email), reissueId)
    },
  ],
  receiptRecorded: [
    expect.objectContaining({ outcome: 'recorded' }),
    async () => {
      const { voter, reissueId } = await aSentReissue()
      const sent = (await tables.reissues.find(reissueId))?.messageId ?? ''
      const ports = engines(voter.email, later)
      return () => recordReceipt(ports, { messageId: sent, at: later })
    },
  ],
}

describe('the units that DynamoDB counts, by table, and the round trips of', () => {
  it.each(Object.entries(pacedCalls))('%s', async (name, counted) => {
    const [answer, prepare] = cases[name as keyof typeof pacedCalls]
    const run = await prepare()
    counter.begin()
    expect(await run()).toEqual(answer)
    expect(counter.counted()).toEqual(counted)
  })
})
