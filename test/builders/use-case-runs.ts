import {
  cancelReissue,
  previewCancellation,
} from '../../functions/cancel-reissue/cancel-reissue.ts'
import { createCaptcha } from '../../functions/create-captcha/create-captcha.ts'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { confirmReissue } from '../../functions/mail-voters/confirm-reissue.ts'
import { mailPasswordLink } from '../../functions/mail-voters/mail-password-link.ts'
import { tellOfAccount } from '../../functions/mail-voters/tell-of-account.ts'
import { tellOfReissue } from '../../functions/mail-voters/tell-of-reissue.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { findGoodLink, setPassword } from '../../functions/set-password/set-password.ts'
import { showBooth } from '../../functions/show-booth/show-booth.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import { signInPage } from '../../shared/domain/account/captcha.ts'
import { linkToken, readLink } from '../../shared/domain/account/password-link.ts'
import { readSessionCookie } from '../../shared/domain/account/session.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { cancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import { inMemoryCarrier, inMemoryMailer, inMemoryQueue } from '../fakes/channels.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { withCode, wrongIdentity } from './asking-voter.ts'
import { acceptReissue, usualPorts } from './journey-steps.ts'
import { aReceivedMessage, keys, now } from './values.ts'
import {
  aCaptcha,
  aForm,
  aPhone,
  aSignedInVoter,
  election,
  password,
  type SignedInVoter,
} from './voters.ts'

type UseCaseRun = [outcome: string, prepare: () => Promise<() => Promise<{ outcome: string }>>]

type Guard = <Port extends object>(port: Port) => Port

const later = secondsLater(now, 200)
const newBrowser = { deviceCookie: undefined, clientNetwork: '198.51.100.7' }
const goodPassword = 'la barque du phare 62'

/**
 * What voters do, and what follows from it, each ready to run over `tables`. Only a run itself has its calls pass
 * through `guard`, over the tables as they are by then.
 */
export function useCaseRuns(tables: Tables, guard: Guard = (port) => port) {
  const voting = { ...election, dates: { ...election.dates, voteOpensAt: now } }
  const before = (instant = now) => ({ ...usualPorts(tables, instant), election: voting })
  const at = (instant = now) => {
    const { turn, clock, journal, keys: _, election: __, ...ports } = before(instant)
    const guarded = Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [
        name,
        typeof port === 'object' ? guard(port) : port,
      ]),
    ) as typeof ports
    return { ...guarded, turn: guard({ turn }).turn, clock, journal, keys, election: voting }
  }
  const mailing = ({ email }: SignedInVoter) => ({
    ...at(),
    mailer: guard(inMemoryMailer(email)),
  })

  function entering({ session, identifier }: SignedInVoter) {
    return { ...newBrowser, claim: session, identifier, password }
  }

  function ask({ session }: SignedInVoter, form: ReissueForm) {
    const queues = [guard(inMemoryQueue()), guard(inMemoryQueue())]
    return requestReissue({ ...at(), queues }, { session, form })
  }

  /** The process that reserves has seen that others wait. */
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
    await confirmReissue({ ...before(), mailer: inMemoryMailer(voter.email) }, reissueId)
    const sending = await sendIdentifier(ports, reissueId, aReceivedMessage())
    if (sending.outcome !== 'sent') throw new Error(sending.outcome)
    return { voter, reissueId, messageId: sending.messageId }
  }

  async function aLink() {
    const voter = await aSignedInVoter(tables)
    const { voterId } = voter
    const token = `${voterId}.${linkToken(keys, voterId, 'message')}`
    const tokenHash = readLink(token)?.tokenHash ?? ''
    const newest = { tokenHash, expiresAt: secondsLater(now, 1800) }
    const link = { voterId, newest, requestedAt: now, issuedAt: [now], mailed: true, version: 1 }
    await tables.passwordLinks.replace(undefined, link)
    return { voter, token }
  }

  return {
    signIn: [
      'signed-in',
      async () => {
        const { email } = await aSignedInVoter(tables)
        return () => signIn(at(), { ...newBrowser, email, password })
      },
    ],
    signInWithCode: [
      'signed-in',
      async () => {
        const { email } = await aSignedInVoter(tables)
        const captcha = await aCaptcha(tables, signInPage)
        return () => signIn(at(), { ...newBrowser, email, password, captcha })
      },
    ],
    wrongSignIn: [
      'wrong-credentials',
      async () => {
        const { email } = await aSignedInVoter(tables)
        return () => signIn(at(), { ...newBrowser, email, password: 'another' })
      },
    ],
    linkMailed: [
      'mailed',
      async () => {
        const voter = await aSignedInVoter(tables)
        const request = { voterId: voter.voterId, requestedAt: later }
        return async () => ({
          outcome: await mailPasswordLink(mailing(voter), request, 'message'),
        })
      },
    ],
    linkPreviewed: [
      'good',
      async () => {
        const { token } = await aLink()
        return async () => ({ outcome: (await findGoodLink(at(), token)) ? 'good' : 'dead' })
      },
    ],
    passwordSet: [
      'set',
      async () => {
        const { token } = await aLink()
        return () => setPassword(at(), { token, password: goodPassword })
      },
    ],
    passwordTold: [
      'told',
      async () => {
        const { voter, token } = await aLink()
        await setPassword(before(), { token, password: goodPassword })
        const news = { news: 'password-set', voterId: voter.voterId, at: now } as const
        return async () => ({ outcome: await tellOfAccount(mailing(voter), news, 2) })
      },
    ],
    spaceShown: [
      'shown',
      async () => {
        const { session } = await aSignedInVoter(tables)
        // Long enough after the sign-in for the session to be prolonged.
        return () => showSpace(at(secondsLater(now, 600)), session)
      },
    ],
    signInCode: [
      'created',
      async () => () => createCaptcha({ ...at(), drawCode: () => '9456' }, signInPage),
    ],
    code: [
      'created',
      async () => {
        const { session } = await aSignedInVoter(tables)
        return () => createCaptcha({ ...at(), drawCode: () => '9456' }, session)
      },
    ],
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
        return async () => ({ outcome: await confirmReissue(mailing(voter), reissueId) })
      },
    ],
    smsSent: [
      'sent',
      async () => {
        const { phone, reissueId } = await accepted()
        const carrier = guard(inMemoryCarrier(phone))
        return () => sendIdentifier({ ...at(later), carrier }, reissueId, aReceivedMessage())
      },
    ],
    smsTold: [
      'sent',
      async () => {
        const { voter, reissueId } = await sent()
        return async () => ({ outcome: await tellOfReissue(mailing(voter), reissueId) })
      },
    ],
    receiptRecorded: [
      'recorded',
      async () => {
        const { messageId } = await sent()
        return () => recordReceipt(at(later), { messageId, at: later })
      },
    ],
    boothEntered: [
      'entered',
      async () => {
        const voter = await aSignedInVoter(tables)
        return () => enterBooth(at(), entering(voter))
      },
    ],
    wrongBoothEntry: [
      'wrong-credentials',
      async () => {
        const voter = await aSignedInVoter(tables)
        return () => enterBooth(at(), { ...entering(voter), password: 'another' })
      },
    ],
    boothShown: [
      'shown',
      async () => {
        const voter = await aSignedInVoter(tables)
        const entry = await enterBooth(before(), entering(voter))
        const booth = readSessionCookie('cookie' in entry ? entry.cookie : undefined)
        return () => showBooth(at(), { space: voter.session, booth })
      },
    ],
  } satisfies Record<string, UseCaseRun>
}
