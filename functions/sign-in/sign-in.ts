import { countFailure, openSession, refundOnFailure } from '../../shared/access/sign-in-charge.ts'
import { type AttemptDecision, chargeAttempt } from '../../shared/access/sign-in-throttle.ts'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import { type Captchas, signInOwner } from '../../shared/domain/account/captcha.ts'
import {
  deviceCookie as cookieOf,
  knownDeviceId,
  likelyEpochs,
  newDevice,
} from '../../shared/domain/account/known-browser.ts'
import { isMailedCode } from '../../shared/domain/account/mailed-code.ts'
import { verifyPassword } from '../../shared/domain/account/password.ts'
import { newSpaceSession, sharedIdleMinutes } from '../../shared/domain/account/session.ts'
import { newDeviceLimit } from '../../shared/domain/account/sign-in-limits.ts'
import type { KeysFor } from '../../shared/domain/keys.ts'
import { addressEpoch, voterIdOf } from '../../shared/domain/voter/voter.ts'
import type { ReissuePorts } from '../../shared/runtime/reissue-ports.ts'

export type SignInResult =
  | { outcome: 'signed-in'; cookie: string; deviceCookie: string | undefined }
  | { outcome: 'wrong-credentials' }
  | Exclude<AttemptDecision, { outcome: 'allowed' }>

/** Refuses an unknown account, or one without a password, like a wrong password and in about the same time. */
export async function signIn(
  { voters, sessions, attempts, captchas, keys, clock }: Dependencies,
  { email, password, captcha, mailedCode, sharedComputer, deviceCookie, clientNetwork }: Request,
): Promise<SignInResult> {
  const now = clock()
  const voterId = voterIdOf(keys, email)
  const proofsOf = (sessionEpoch: number) => ({
    deviceId: knownDeviceId(keys, { voterId, sessionEpoch }, deviceCookie),
    hasMailedCode: isMailedCode(keys, { voterId, sessionEpoch }, mailedCode, now),
  })
  const hasLikelyProof = likelyEpochs
    .map(proofsOf)
    .some((proof) => proof.deviceId || proof.hasMailedCode)
  // Without such a proof, the account is read only after the charge: the time of a read may reveal that it exists.
  const knownVoter = hasLikelyProof ? await voters.find(voterId) : undefined
  const { deviceId, hasMailedCode } = knownVoter ? proofsOf(knownVoter.sessionEpoch) : noProofs
  const attempt = {
    signIn: 'space',
    voterId,
    network: clientNetwork,
    deviceId,
    hasMailedCode,
    captcha,
    captchaOwner: signInOwner,
  } as const
  const decision = await chargeAttempt({ attempts, captchas, keys }, attempt, now)
  if (decision.outcome !== 'allowed') return decision
  const { charge } = decision
  const voter = await refundOnFailure(attempts, charge, async () => {
    const foundVoter = knownVoter ?? (await voters.find(voterId))
    const isRightPassword = await verifyPassword(password, foundVoter?.passwordHash)
    return isRightPassword ? foundVoter : undefined
  })
  if (!voter) {
    await countFailure(attempts, charge, now)
    return { outcome: 'wrong-credentials' }
  }
  const idleMinutes = sharedComputer ? sharedIdleMinutes : undefined
  const { cookie, session } = newSpaceSession(voter, now, idleMinutes)
  const newDeviceCounter =
    deviceId || sharedComputer ? undefined : deviceCounter(keys, voter.voterId, hasMailedCode, now)
  const isNewlyKnown = await openSession(
    { attempts, sessions },
    { session, charge, newDeviceCounter },
    now,
  )
  const newCookie = isNewlyKnown ? newDevice(keys, addressEpoch(voter)).cookie : undefined
  const renewedCookie = deviceId && cookieOf(keys, { ...voter, voterId }, deviceId)
  return {
    outcome: 'signed-in',
    cookie,
    deviceCookie: sharedComputer ? undefined : (renewedCookie ?? newCookie),
  }
}

const noProofs = { deviceId: undefined, hasMailedCode: false }

/** Counts new browsers with a mailed code separately: somebody with only the password cannot use up that limit. */
function deviceCounter(
  keys: KeysFor<'attempt'>,
  voterId: string,
  hasMailedCode: boolean,
  now: ElectionInstant,
) {
  const subject = hasMailedCode ? [voterId, 'mailed-code'] : [voterId]
  return limitedCounter(keys, newDeviceLimit, subject, now)
}

interface Dependencies extends Pick<ReissuePorts, 'voters' | 'sessions' | 'attempts' | 'clock'> {
  captchas: Pick<Captchas, 'answer'>
  keys: KeysFor<'voter-id' | 'attempt' | 'captcha-code' | 'device' | 'mailed-code'>
}

interface Request {
  email: string
  password: string
  captcha?: { id: string; code: string } | undefined
  mailedCode?: string | undefined
  sharedComputer?: boolean | undefined
  deviceCookie: string | undefined
  clientNetwork: string
}
