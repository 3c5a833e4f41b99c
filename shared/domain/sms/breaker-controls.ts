import { changeCircuits, type Pause, type SmsBreaker, type TerritoryCap } from './sms-breaker.ts'

/** Makes a probe due now, for use after a quota increase. */
export function tryNow(breaker: SmsBreaker, now: ElectionInstant): SmsBreaker {
  return changeCircuits(breaker, ({ trial: _, ...circuit }) =>
    circuit.open ? { ...circuit, open: { ...circuit.open, trialAt: now } } : circuit,
  )
}

export function pauseTerritory(breaker: SmsBreaker, territory: string, pause: Pause): SmsBreaker {
  if (breaker.pauses?.[territory]) return breaker
  return { ...breaker, pauses: { ...breaker.pauses, [territory]: pause } }
}

export function resumeTerritory(breaker: SmsBreaker, territory: string): SmsBreaker {
  const { [territory]: pause, ...pauses } = breaker.pauses ?? {}
  return pause ? { ...breaker, pauses } : breaker
}

/** Closes every circuit; paused territories stay paused. */
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

export function uncapTerritory(breaker: SmsBreaker, territory: string): SmsBreaker {
  const { [territory]: cap, ...caps } = breaker.caps ?? {}
  return cap ? { ...breaker, caps } : breaker
}
