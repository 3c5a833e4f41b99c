import type { Clock, HandoverDays, OverdueReissues } from '../../shared/domain/ports.ts'

/**
 * Counts the SMS that have not left although their expected time is past: once a minute, however many people look.
 * A sender that tries in vain moves on when the sweep looks again, so what it finds is not the count.
 */
export async function countLateSms({ overdueReissues, handoverDays, clock }: Dependencies) {
  const at = clock()
  await handoverDays.recordLate({ at, territories: await overdueReissues.countLate(at) })
}

interface Dependencies {
  overdueReissues: Pick<OverdueReissues, 'countLate'>
  handoverDays: Pick<HandoverDays, 'recordLate'>
  clock: Clock
}
