import { changeCircuits, type Pause, type SmsBreaker, type TerritoryCap } from './sms-breaker.ts'

// What the team does to the SMS by hand.

/** Lets the next SMS try, once the team had a quota raised. */
export function tryNow(breaker: SmsBreaker, now: ElectionInstant): SmsBreaker {
  return changeCircuits(breaker, ({ trial: _, ...circuit }) =>
    circuit.open ? { ...circuit, open: { ...circuit.open, trialAt: now } } : circuit,
  )
}

/** Does nothing if the territory is paused already. */
export function pauseTerritory(breaker: SmsBreaker, territory: string, pause: Pause): SmsBreaker {
  if (breaker.pauses?.[territory]) return breaker
  return { ...breaker, pauses: { ...breaker.pauses, [territory]: pause } }
}

/** Returns the breaker itself if the territory is not paused. */
export function resumeTerritory(breaker: SmsBreaker, territory: string): SmsBreaker {
  const { [territory]: pause, ...pauses } = breaker.pauses ?? {}
  return pause ? { ...breaker, pauses } : breaker
}

/** Lets all SMS leave, but to paused territories, once the team knows that SNS sends again. */
export function closeBreaker(breaker: SmsBreaker, now: ElectionInstant): SmsBreaker {
  return changeCircuits(breaker, () => ({ refusals: [], since: now }))
}

export function capTerritory(
  breaker: SmsBreaker,
  territory: string,
  cap: TerritoryCap,
): SmsBreaker {
  return { ...breaker, caps: { ...breaker.caps, [territory]: cap } }
}

/** Returns the breaker itself if the territory has no cap. */
export function uncapTerritory(breaker: SmsBreaker, territory: string): SmsBreaker {
  const { [territory]: cap, ...caps } = breaker.caps ?? {}
  return cap ? { ...breaker, caps } : breaker
}
