import { createCaptcha } from '../../functions/create-captcha/create-captcha.ts'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { mailPasswordLink } from '../../functions/mail-voters/mail-password-link.ts'
import { tellOfAccount } from '../../functions/mail-voters/tell-of-account.ts'
import { findGoodLink, setPassword } from '../../functions/set-password/set-password.ts'
import { showBooth } from '../../functions/show-booth/show-booth.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { signInPage } from '../../shared/domain/account/captcha.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { linkToken, readLink } from '../../shared/domain/account/password-link.ts'
import { readSessionCookie } from '../../shared/domain/account/session.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { RunPorts, UseCaseRun } from './run-ports.ts'
import { keys, now } from './values.ts'
import { aCaptcha, aSignedInVoter, password, type SignedInVoter } from './voters.ts'

const later = secondsLater(now, 200)
const goodPassword = 'la barque du phare 62'

interface Try {
  password?: string
  captcha?: boolean
  isKnown?: boolean
  at?: ElectionInstant
}

export function accountRuns({ tables, before, at, mailing }: RunPorts) {
  const browserOf = async (voter: Pick<SignedInVoter, 'voterId'>, owner: string, made: Try) => ({
    clientNetwork: '198.51.100.7',
    password: made.password ?? password,
    deviceCookie: made.isKnown ? newDevice(keys, { ...voter, sessionEpoch: 0 }).cookie : undefined,
    captcha: made.captcha ? await aCaptcha(tables, owner) : undefined,
  })

  const signingIn =
    (made: Try = {}, tried?: Try): UseCaseRun[1] =>
    async () => {
      const voter = await aSignedInVoter(tables)
      const { email } = voter
      if (tried) await signIn(before(), { ...(await browserOf(voter, signInPage, tried)), email })
      const request = { ...(await browserOf(voter, signInPage, made)), email }
      return () => signIn(at(), request)
    }

  async function entering(voter: SignedInVoter, made: Try = {}) {
    const { session, identifier, voterId } = voter
    return { ...(await browserOf(voter, voterId, made)), claim: session, identifier }
  }

  const enteringBooth =
    (made: Try = {}): UseCaseRun[1] =>
    async () => {
      const request = await entering(await aSignedInVoter(tables), made)
      return () => enterBooth(at(made.at), request)
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

  const wrong = { password: 'another' }

  return {
    signIn: ['signed-in', signingIn()],
    signInWithCode: ['signed-in', signingIn({ captcha: true })],
    signInKnown: ['signed-in', signingIn({ isKnown: true })],
    wrongSignIn: ['wrong-credentials', signingIn(wrong)],
    wrongSignInKnown: ['wrong-credentials', signingIn({ ...wrong, isKnown: true })],
    wrongSignInWithCode: ['wrong-credentials', signingIn({ ...wrong, captcha: true })],
    wrongSignInAgain: [
      'wrong-credentials',
      signingIn({ ...wrong, captcha: true }, { ...wrong, captcha: true }),
    ],
    boothEntered: ['entered', enteringBooth()],
    boothEnteredKnown: ['entered', enteringBooth({ isKnown: true })],
    boothEnteredWithCode: ['entered', enteringBooth({ captcha: true })],
    /** Late enough for the session to be prolonged. */
    boothEnteredLater: ['entered', enteringBooth({ at: secondsLater(now, 600) })],
    wrongBoothEntry: ['wrong-credentials', enteringBooth(wrong)],
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
    boothShown: [
      'shown',
      async () => {
        const voter = await aSignedInVoter(tables)
        const entry = await enterBooth(before(), await entering(voter))
        const booth = readSessionCookie('cookie' in entry ? entry.cookie : undefined)
        return () => showBooth(at(), { space: voter.session, booth })
      },
    ],
  } satisfies Record<string, UseCaseRun>
}
