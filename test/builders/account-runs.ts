import { createCaptcha } from '../../functions/create-captcha/create-captcha.ts'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { mailNotification } from '../../functions/mail-voters/mail-account-notification.ts'
import { mailPasswordLink } from '../../functions/mail-voters/mail-link.ts'
import { findValidLink, setPassword } from '../../functions/set-password/set-password.ts'
import { showBooth } from '../../functions/show-booth/show-booth.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { signInOwner } from '../../shared/domain/account/captcha.ts'
import { newDevice } from '../../shared/domain/account/known-browser.ts'
import { linkToken, readLink } from '../../shared/domain/account/password-link.ts'
import { readSessionCookie } from '../../shared/domain/account/session.ts'
import { type RunPorts, run, type UseCaseRun } from './run-ports.ts'
import { keys, later, now } from './values.ts'
import { aCaptcha, aSignedInVoter, password, type SignedInVoter } from './voters.ts'

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

  const signingIn = (outcome: string, made: Try = {}, tried?: Try) =>
    run(
      outcome,
      async () => {
        const voter = await aSignedInVoter(tables)
        const { email } = voter
        if (tried)
          await signIn(before(), { ...(await browserOf(voter, signInOwner, tried)), email })
        return { ...(await browserOf(voter, signInOwner, made)), email }
      },
      (request) => signIn(at(), request),
    )

  async function entering(voter: SignedInVoter, made: Try = {}) {
    const { session, identifier, voterId } = voter
    return { ...(await browserOf(voter, voterId, made)), claim: session, identifier }
  }

  const enteringBooth = (outcome: string, made: Try = {}) =>
    run(
      outcome,
      async () => entering(await aSignedInVoter(tables), made),
      (request) => enterBooth(at(made.at), request),
    )

  async function aLink() {
    const voter = await aSignedInVoter(tables)
    const { voterId } = voter
    const token = `${voterId}.${linkToken(keys, voterId, 'message')}`
    const tokenHash = readLink(token)?.tokenHash ?? ''
    const newest = { tokenHash, expiresAt: later(1800) }
    const link = { voterId, newest, requestedAt: now, issuedAt: [now], mailed: true, version: 1 }
    await tables.passwordLinks.replace(undefined, link)
    return { voter, token }
  }

  const aVoter = () => aSignedInVoter(tables)
  const wrong = { password: 'another' }

  return {
    signIn: signingIn('signed-in'),
    signInWithCode: signingIn('signed-in', { captcha: true }),
    signInKnown: signingIn('signed-in', { isKnown: true }),
    wrongSignIn: signingIn('wrong-credentials', wrong),
    wrongSignInKnown: signingIn('wrong-credentials', { ...wrong, isKnown: true }),
    wrongSignInWithCode: signingIn('wrong-credentials', { ...wrong, captcha: true }),
    wrongSignInAgain: signingIn(
      'wrong-credentials',
      { ...wrong, captcha: true },
      { ...wrong, captcha: true },
    ),
    boothEntered: enteringBooth('entered'),
    boothEnteredKnown: enteringBooth('entered', { isKnown: true }),
    boothEnteredWithCode: enteringBooth('entered', { captcha: true }),
    /** Late enough for the session to be prolonged. */
    boothEnteredLater: enteringBooth('entered', { at: later(600) }),
    wrongBoothEntry: enteringBooth('wrong-credentials', wrong),
    linkMailed: run('mailed', aVoter, (voter) => {
      const request = { voterId: voter.voterId, requestedAt: later(200) }
      return mailPasswordLink(mailing(voter), request, 'message')
    }),
    linkPreviewed: run('good', aLink, async ({ token }) =>
      (await findValidLink(at(), token)) ? 'good' : 'dead',
    ),
    passwordSet: run('set', aLink, ({ token }) =>
      setPassword(at(), { token, password: goodPassword }),
    ),
    passwordTold: run(
      'mailed',
      async () => {
        const { voter, token } = await aLink()
        await setPassword(before(), { token, password: goodPassword })
        return voter
      },
      (voter) => {
        const notification = { news: 'password-set', voterId: voter.voterId, at: now } as const
        return mailNotification(mailing(voter), notification, 2)
      },
    ),
    spaceShown: run('shown', aVoter, ({ session }) => showSpace(at(later(600)), session)),
    signInCode: run(
      'created',
      async () => {},
      () => createCaptcha({ ...at(), generateCode: () => '9456' }, signInOwner),
    ),
    code: run('created', aVoter, ({ session }) =>
      createCaptcha({ ...at(), generateCode: () => '9456' }, session),
    ),
    boothShown: run(
      'shown',
      async () => {
        const voter = await aVoter()
        const entry = await enterBooth(before(), await entering(voter))
        const booth = readSessionCookie('cookie' in entry ? entry.cookie : undefined)
        return { spaceClaim: voter.session, boothClaim: booth }
      },
      (claims) => showBooth(at(), claims),
    ),
  } satisfies Record<string, UseCaseRun>
}
