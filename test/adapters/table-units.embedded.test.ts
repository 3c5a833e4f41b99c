import { describe, expect, it } from 'vitest'
import { previewCancellation } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { confirmReissue } from '../../functions/confirm-by-email/confirm-reissue.ts'
import { createCaptcha } from '../../functions/create-captcha/create-captcha.ts'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import { requestReissue } from '../../functions/request-reissue/request-reissue.ts'
import { sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { findGoodLink, setPassword } from '../../functions/set-password/set-password.ts'
import { showBooth } from '../../functions/show-booth/show-booth.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { loads } from '../../lib/busiest-minute.ts'
import { findOwnReissue } from '../../shared/access/own-reissue.ts'
import { signInPage } from '../../shared/domain/account/captcha.ts'
import { linkToken, readLink } from '../../shared/domain/account/password-link.ts'
import { readSessionCookie } from '../../shared/domain/account/session.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { cancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import { withCode } from '../builders/asking-voter.ts'
import { usualPorts } from '../builders/journey-steps.ts'
import { aReceivedMessage, keys, now } from '../builders/values.ts'
import {
  aCaptcha,
  aForm,
  aSignedInVoter,
  election,
  password,
  type SignedInVoter,
} from '../builders/voters.ts'
import { inMemoryCarrier, inMemoryMailer, inMemoryQueue } from '../fakes/channels.ts'
import { callCounter } from './call-counter.ts'
import { openEmbeddedTables } from './embedded-tables.ts'

const tables = await openEmbeddedTables()
const counter = callCounter(tables)

const voting = { ...election, dates: { ...election.dates, voteOpensAt: now } }
const at = (instant: Date) => ({ ...usualPorts(tables, instant), election: voting })
const clientNetwork = '198.51.100.7'
const newBrowser = { deviceCookie: undefined, clientNetwork }

const enter = ({ session, identifier }: SignedInVoter, typed = password) =>
  enterBooth(at(now), { ...newBrowser, claim: session, identifier, password: typed })

function ask({ session }: SignedInVoter, form: ReissueForm) {
  const queues = [inMemoryQueue(), inMemoryQueue()]
  return requestReissue({ ...at(now), queues }, { session, form })
}

async function accepted(voter: SignedInVoter, form: ReissueForm): Promise<string> {
  const request = await ask(voter, form)
  if (request.outcome !== 'accepted') throw new Error(request.outcome)
  return request.reissue.reissueId
}

/** The process that reserves has seen that others wait. */
async function otherRequests(): Promise<void> {
  for (const other of [await aSignedInVoter(tables), await aSignedInVoter(tables)]) {
    await accepted(other, await aForm(tables, other))
  }
}

type Run = () => Promise<{ outcome: string }>

async function aLink(): Promise<string> {
  const { voterId } = await aSignedInVoter(tables)
  const token = `${voterId}.${linkToken(keys, voterId, 'message')}`
  const tokenHash = readLink(token)?.tokenHash ?? ''
  const newest = { tokenHash, expiresAt: secondsLater(now, 1800) }
  const link = { voterId, newest, requestedAt: now, issuedAt: [now], mailed: true, version: 1 }
  await tables.passwordLinks.replace(undefined, link)
  return token
}

/** Each load, ready to be put on the tables, with how it ends. */
const cases: Record<keyof typeof loads, [outcome: string, prepare: () => Promise<Run>]> = {
  signIn: [
    'signed-in',
    async () => {
      const { email } = await aSignedInVoter(tables)
      return () => signIn(at(now), { ...newBrowser, email, password })
    },
  ],
  signInWithCode: [
    'signed-in',
    async () => {
      const { email } = await aSignedInVoter(tables)
      const captcha = await aCaptcha(tables, signInPage)
      return () => signIn(at(now), { ...newBrowser, email, password, captcha })
    },
  ],
  wrongSignIn: [
    'wrong-credentials',
    async () => {
      const { email } = await aSignedInVoter(tables)
      return () => signIn(at(now), { ...newBrowser, email, password: 'another' })
    },
  ],
  passwordSet: [
    'set',
    async () => {
      const choice = { token: await aLink(), password: 'la barque du phare 62' }
      return () => setPassword(at(now), choice)
    },
  ],
  linkPreviewed: [
    'good',
    async () => {
      const token = await aLink()
      return async () => ({ outcome: (await findGoodLink(at(now), token)) ? 'good' : 'dead' })
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
    async () => () => createCaptcha({ ...at(now), drawCode: () => '9456' }, signInPage),
  ],
  code: [
    'created',
    async () => {
      const { session: asker } = await aSignedInVoter(tables)
      const dependencies = { ...at(now), drawCode: () => '9456' }
      return () => createCaptcha(dependencies, asker)
    },
  ],
  request: [
    'accepted',
    async () => {
      const voter = await aSignedInVoter(tables)
      const form = await aForm(tables, voter)
      await otherRequests()
      return () => ask(voter, form)
    },
  ],
  wrongRequest: [
    'captcha-failed',
    async () => {
      const voter = await aSignedInVoter(tables)
      const form = withCode(await aForm(tables, voter), '0000')
      await otherRequests()
      return () => ask(voter, form)
    },
  ],
  requestFollowed: [
    'found',
    async () => {
      const voter = await aSignedInVoter(tables)
      const reissueId = await accepted(voter, await aForm(tables, voter))
      return () => findOwnReissue(at(now), { claim: voter.session, reissueId }, now)
    },
  ],
  linkOpened: [
    'found',
    async () => {
      const voter = await aSignedInVoter(tables)
      const reissueId = await accepted(voter, await aForm(tables, voter))
      const token = cancelToken(keys, reissueId)
      return () => previewCancellation(at(now), { reissueId, token })
    },
  ],
  requestWithdrawn: [
    'withdrawn',
    async () => {
      const voter = await aSignedInVoter(tables)
      const reissueId = await accepted(voter, await aForm(tables, voter))
      return () => withdrawReissue(at(now), { claim: voter.session, reissueId })
    },
  ],
  smsSent: [
    'sent',
    async () => {
      const voter = await aSignedInVoter(tables)
      const form = await aForm(tables, voter)
      const reissueId = await accepted(voter, form)
      const sender = { ...at(secondsLater(now, 200)), carrier: inMemoryCarrier(form.phone) }
      return () => sendIdentifier(sender, reissueId, aReceivedMessage())
    },
  ],
  requestConfirmed: [
    'asked',
    async () => {
      const voter = await aSignedInVoter(tables)
      const reissueId = await accepted(voter, await aForm(tables, voter))
      const ports = { ...at(now), mailer: inMemoryMailer(voter.email) }
      return async () => ({ outcome: await confirmReissue(ports, reissueId) })
    },
  ],
  boothEntered: [
    'entered',
    async () => {
      const voter = await aSignedInVoter(tables)
      return () => enter(voter)
    },
  ],
  wrongBoothEntry: [
    'wrong-credentials',
    async () => {
      const voter = await aSignedInVoter(tables)
      return () => enter(voter, 'another')
    },
  ],
  boothShown: [
    'shown',
    async () => {
      const voter = await aSignedInVoter(tables)
      const entry = await enter(voter)
      const booth = readSessionCookie(entry.outcome === 'entered' ? entry.cookie : '')
      if (!booth) throw new Error(entry.outcome)
      return () => showBooth(at(now), { space: voter.session, booth })
    },
  ],
}

describe('the units that DynamoDB counts, by table, and the round trips of', () => {
  it.each(Object.entries(loads))('%s', async (name, load) => {
    const [outcome, prepare] = cases[name as keyof typeof loads]
    const run = await prepare()
    counter.begin()
    expect(await run()).toMatchObject({ outcome })
    const { writes, reads, roundTrips } = load
    expect(counter.counted()).toEqual({ writes, reads, roundTrips })
  })

  it("spaceShown to a voter whose latest request is not the one that gave the identifier: both at once, once the voter's line names them", async () => {
    const voter = await aSignedInVoter(tables)
    const form = await aForm(tables, voter)
    const sender = { ...at(secondsLater(now, 200)), carrier: inMemoryCarrier(form.phone) }
    await sendIdentifier(sender, await accepted(voter, form), aReceivedMessage())
    await accepted(voter, await aForm(tables, voter, { phone: form.phone }))
    counter.begin()
    await showSpace(at(secondsLater(now, 600)), voter.session)
    expect(counter.counted().roundTrips).toEqual({ sequence: 2, calls: 4 })
  })
})
