import {
  cancelReissue,
  previewCancellation,
} from '../../functions/cancel-reissue/cancel-reissue.ts'
import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { cancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { inMemoryCarrier, inMemoryMailer, inMemoryQueue } from '../fakes/channels.ts'
import { withCode, wrongIdentity } from './asking-voter.ts'
import { acceptReissue } from './journey-steps.ts'
import type { RunPorts, UseCaseRun } from './run-ports.ts'
import { aReceivedMessage, keys, now } from './values.ts'
import { aForm, aPhone, aSignedInVoter, type SignedInVoter } from './voters.ts'

const later = secondsLater(now, 200)

export function reissueRuns({ tables, guard, before, at, mailing }: RunPorts) {
  function ask({ session }: SignedInVoter, form: ReissueForm) {
    const queues = [guard(inMemoryQueue()), guard(inMemoryQueue())]
    return requestReissue({ ...at(), queues }, { session, form })
  }

  async function afterOthers(changes: Partial<ReissueForm> = {}) {
    const voter = await aSignedInVoter(tables)
    const form = await aForm(tables, voter, changes)
    for (const other of [await aSignedInVoter(tables), await aSignedInVoter(tables)]) {
      await acceptReissue(tables, other)
    }
    return { voter, form }
  }

  async function accepted() {
    const voter = await aSignedInVoter(tables)
    const phone = aPhone()
    const { reissueId } = await acceptReissue(tables, voter, { phone })
    return { voter, phone, reissueId }
  }

  async function sent() {
    const { voter, phone, reissueId } = await accepted()
    const ports = { ...before(later), carrier: inMemoryCarrier(phone) }
    await mailReissue({ ...before(), mailer: inMemoryMailer(voter.email) }, reissueId, 'stop-link')
    const sending = await sendIdentifier(ports, reissueId, aReceivedMessage())
    if (sending.outcome !== 'sent') throw new Error(sending.outcome)
    return { voter, reissueId, messageId: sending.messageId }
  }

  const sending =
    (
      arrange: (carrier: ReturnType<typeof inMemoryCarrier>, phone: Phone) => void = () => {},
      changes: Partial<ReturnType<typeof at>['election']> = {},
    ): UseCaseRun[1] =>
    async () => {
      const { phone, reissueId } = await accepted()
      const carrier = inMemoryCarrier(phone)
      arrange(carrier, phone)
      const sender = (ports = at(later)) => ({
        ...{ ...ports, election: { ...ports.election, ...changes }, carrier: guard(carrier) },
      })
      return () => sendIdentifier(sender(), reissueId, aReceivedMessage())
    }

  return {
    request: [
      'accepted',
      async () => {
        const { voter, form } = await afterOthers()
        return () => ask(voter, form)
      },
    ],
    wrongRequest: [
      'captcha-failed',
      async () => {
        const { voter, form } = await afterOthers()
        return () => ask(voter, withCode(form, '0000'))
      },
    ],
    requestOfAnother: [
      'identity-mismatch',
      async () => {
        const { voter, form } = await afterOthers(wrongIdentity)
        return () => ask(voter, form)
      },
    ],
    requestFollowed: [
      'found',
      async () => {
        const { voter, reissueId } = await accepted()
        return () => findOwnReissue(at(), { claim: voter.session, reissueId }, now)
      },
    ],
    linkOpened: [
      'found',
      async () => {
        const { reissueId } = await accepted()
        const token = cancelToken(keys, reissueId)
        return () => previewCancellation(at(), { reissueId, token })
      },
    ],
    requestCancelled: [
      'cancelled',
      async () => {
        const { reissueId } = await accepted()
        const token = cancelToken(keys, reissueId)
        return () => cancelReissue(at(), { reissueId, token })
      },
    ],
    requestWithdrawn: [
      'withdrawn',
      async () => {
        const { voter, reissueId } = await accepted()
        return () => withdrawReissue(at(), { claim: voter.session, reissueId })
      },
    ],
    requestConfirmed: [
      'asked',
      async () => {
        const { voter, reissueId } = await accepted()
        return async () => ({ outcome: await mailReissue(mailing(voter), reissueId, 'stop-link') })
      },
    ],
    smsTold: [
      'sent',
      async () => {
        const { voter, reissueId } = await sent()
        return async () => ({ outcome: await mailReissue(mailing(voter), reissueId, 'news') })
      },
    ],
    receiptRecorded: [
      'recorded',
      async () => {
        const { messageId } = await sent()
        return () => recordReceipt(at(later), { messageId, at: later })
      },
    ],
    spaceShownMeanwhile: [
      'shown',
      async () => {
        const { voter } = await sent()
        await acceptReissue(tables, voter)
        return () => showSpace(at(secondsLater(now, 600)), voter.session)
      },
    ],
    failureRecorded: [
      'recorded',
      async () => {
        const { messageId } = await sent()
        return () => recordReceipt(at(later), { messageId, failure: 'blocked', at: later })
      },
    ],
    smsSent: ['sent', sending()],
    smsRefused: ['refused', sending((carrier, phone) => carrier.refuse(phone, 'opted-out'))],
    smsNotTaken: ['not-taken', sending((carrier) => carrier.throttle(1))],
    smsHeld: [
      'held',
      async () => {
        await tables.smsDays.count(electionDayOf(later, before().election.timeZone), 1)
        return sending(() => {}, { smsDailyCap: 1 })()
      },
    ],
    overdueSwept: [
      'an SMS and a mail',
      async () => {
        const { reissueId } = await accepted()
        return async () => {
          const [sms, mail] = [inMemoryQueue(), inMemoryQueue()]
          const queues = { sms: guard(sms), mail: guard(mail) }
          await requeueOverdueReissues({ ...at(secondsLater(now, 3600)), queues })
          const isPut = [sms, mail].every((queue) => queue.ids().includes(reissueId))
          return { outcome: isPut ? 'an SMS and a mail' : 'nothing' }
        }
      },
    ],
  } satisfies Record<string, UseCaseRun>
}
