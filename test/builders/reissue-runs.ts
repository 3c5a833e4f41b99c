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
import { findOwnReissue } from '../../shared/access/signed-in.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { inMemoryCarrier, inMemoryMailer, inMemoryQueue } from '../fakes/channels.ts'
import { withCode, wrongIdentity } from './asking-voter.ts'
import { acceptReissue, startRefusedSms } from './journey-steps.ts'
import { type RunPorts, run, type UseCaseRun } from './run-ports.ts'
import { keys, later, now } from './values.ts'
import { aForm, aPhone, aSignedInVoter, type SignedInVoter } from './voters.ts'

const dueAt = later(200)

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
    const reissue = await acceptReissue(tables, voter, { phone })
    return { voter, phone, reissue, reissueId: reissue.reissueId }
  }

  async function sent() {
    const { voter, phone, reissueId } = await accepted()
    const ports = { ...before(dueAt), carrier: inMemoryCarrier(phone) }
    const mailer = inMemoryMailer(voter.email)
    await mailReissue({ ...before(), mailer }, reissueId, 'cancel-link')
    const sending = await sendIdentifier(ports, reissueId)
    if (sending.outcome !== 'sent') throw new Error(sending.outcome)
    return { voter, reissueId, messageId: sending.messageId }
  }

  const sending = (
    outcome: string,
    arrange: (carrier: ReturnType<typeof inMemoryCarrier>, phone: Phone) => unknown = () => {},
    changes: Partial<ReturnType<typeof at>['election']> = {},
  ): UseCaseRun =>
    run(
      outcome,
      async () => {
        const { phone, reissueId } = await accepted()
        const carrier = inMemoryCarrier(phone)
        await arrange(carrier, phone)
        return { carrier, reissueId }
      },
      ({ carrier, reissueId }) => {
        const ports = at(dueAt)
        const sender = { ...ports, election: { ...ports.election, ...changes } }
        return sendIdentifier({ ...sender, carrier: guard(carrier) }, reissueId)
      },
    )

  const fillDay = () => tables.smsDays.count(electionDayOf(dueAt, before().election.timeZone), 1)

  return {
    request: run('accepted', afterOthers, ({ voter, form }) => ask(voter, form)),
    wrongRequest: run('captcha-failed', afterOthers, ({ voter, form }) =>
      ask(voter, withCode(form, '0000')),
    ),
    requestOfAnother: run(
      'identity-mismatch',
      () => afterOthers(wrongIdentity),
      ({ voter, form }) => ask(voter, form),
    ),
    requestFollowed: run('found', accepted, ({ voter, reissueId }) =>
      findOwnReissue(at(), { claim: voter.session, reissueId }, now),
    ),
    linkOpened: run('found', accepted, ({ reissueId }) =>
      previewCancellation(at(), { reissueId, token: cancelToken(keys, reissueId) }),
    ),
    requestCancelled: run('cancelled', accepted, ({ reissueId }) =>
      cancelReissue(at(), { reissueId, token: cancelToken(keys, reissueId) }),
    ),
    requestWithdrawn: run('withdrawn', accepted, ({ voter, reissueId }) =>
      withdrawReissue(at(), { claim: voter.session, reissueId }),
    ),
    requestWithdrawnAtSending: run(
      'withdrawn',
      async () => {
        const { voter, reissue } = await accepted()
        return { voter, reissue, refusal: await startRefusedSms(tables, reissue) }
      },
      ({ voter, reissue: { reissueId }, refusal }) => {
        const ports = at()
        const pause = (milliseconds: number) => ports.pause(milliseconds).then(refusal.pause)
        return withdrawReissue({ ...ports, pause }, { claim: voter.session, reissueId })
      },
    ),
    requestConfirmed: run('asked', accepted, ({ voter, reissueId }) =>
      mailReissue(mailing(voter), reissueId, 'cancel-link'),
    ),
    smsTold: run('sent', sent, ({ voter, reissueId }) =>
      mailReissue(mailing(voter), reissueId, 'news'),
    ),
    receiptRecorded: run('recorded', sent, ({ messageId }) =>
      recordReceipt(at(dueAt), { messageId, at: dueAt }),
    ),
    spaceShownMeanwhile: run(
      'shown',
      async () => {
        const { voter } = await sent()
        await acceptReissue(tables, voter)
        return voter
      },
      ({ session }) => showSpace(at(later(600)), session),
    ),
    failureRecorded: run('recorded', sent, ({ messageId }) =>
      recordReceipt(at(dueAt), { messageId, failure: 'blocked', at: dueAt }),
    ),
    smsSent: sending('sent'),
    smsRefused: sending('refused', (carrier, phone) => carrier.refuse(phone, 'opted-out')),
    smsNotTaken: sending('not-taken', (carrier) => carrier.throttle(1)),
    smsHeld: sending('held', fillDay, { smsDailyCap: 1 }),
    overdueRequeued: run('an SMS and a mail', accepted, async ({ reissueId }) => {
      const [sms, mail] = [inMemoryQueue(), inMemoryQueue()]
      const queues = { sms: guard(sms), mail: guard(mail) }
      await requeueOverdueReissues({ ...at(later(3600)), queues })
      const isPut = [sms, mail].every((queue) => queue.ids().includes(reissueId))
      return isPut ? 'an SMS and a mail' : 'nothing'
    }),
  } satisfies Record<string, UseCaseRun>
}
