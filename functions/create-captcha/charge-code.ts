import { limitedCounter } from '../../shared/domain/attempts.ts'
import { codesDrawn } from '../../shared/domain/captcha.ts'
import { secondsUntil } from '../../shared/domain/instants.ts'
import type { Keys } from '../../shared/domain/keys.ts'
import { onceLimit, workOf } from '../../shared/domain/limits.ts'
import type { Attempts } from '../../shared/domain/ports.ts'
import {
  type Challenge,
  newChallenge,
  type Proof,
  provenUntil,
} from '../../shared/domain/proof-of-work.ts'

export interface ProofNeeded {
  outcome: 'proof-needed'
  challenge: Challenge
  /** Then codes are free again. */
  retryAfterSeconds: number
}

/**
 * Counts one more code of whoever draws it. Beyond those that are free it wants a proof of work: one that it
 * gave out to them, that serves once, and of no less than half of what the next one is to cost now. (Others on
 * the network may have drawn codes since.) What is refused counts nothing, so nobody makes codes dear for free.
 */
export async function chargeCode(
  { attempts, keys }: { attempts: Pick<Attempts, 'charge' | 'countAgain'>; keys: Keys },
  { owner, network, proof }: { owner: string; network: string; proof?: Proof | undefined },
  now: Date,
): Promise<'charged' | ProofNeeded> {
  const counter = codesDrawn(keys, owner, network, now)
  const charge = await attempts.charge(counter, now)
  if (charge.taken) return 'charged'
  const most = workOf(counter.limit, charge.attempts)
  const subject = ['captcha', owner, network]
  const until = proof && proof.most * 2 >= most && provenUntil(keys, subject, proof, now)
  if (until) {
    const use = limitedCounter(keys, onceLimit('proof-of-work'), [proof.salt], until)
    if ((await attempts.charge(use, now)).taken) {
      await attempts.countAgain(counter, now)
      return 'charged'
    }
  }
  return {
    outcome: 'proof-needed',
    challenge: newChallenge(keys, subject, most, now),
    retryAfterSeconds: secondsUntil(counter.windowEndsAt, now),
  }
}
