import type { SmsBreaker, SmsBreakers } from './sms-breaker.ts'

/** A receipt is handed over again when this fails, and a trial that is not noted runs out by itself. */
const mostTries = 5

/**
 * Writes what `change` makes of the breaker, if that is another one.
 * @returns the breaker as it is then
 * @throws Error when others were faster each time
 */
export async function changeBreaker(
  smsBreakers: SmsBreakers,
  change: (breaker: SmsBreaker) => SmsBreaker,
): Promise<{ before: SmsBreaker; after: SmsBreaker }> {
  for (let tries = 1; tries <= mostTries; tries++) {
    const before = await smsBreakers.find()
    const after = change(before)
    if (after === before || (await smsBreakers.replace(before, after))) return { before, after }
  }
  throw new Error('Others changed the breaker each time')
}
