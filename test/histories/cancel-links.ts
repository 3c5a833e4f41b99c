import { recordMailEvent } from '../../functions/record-mail-event/record-mail-event.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Mail } from '../../shared/domain/mail/mail.ts'
import type { MailWait } from '../../shared/domain/reissue/due-times.ts'
import { isCancellable } from '../../shared/domain/reissue/reissue.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { aMailEvent } from '../builders/mail-events.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { type Guard, guarded } from '../fakes/interception.ts'
import type { WorldClocks } from './clocks.ts'
import type { Death } from './happenings.ts'
import { must } from './invariants.ts'

interface Sending {
  tables: Tables
  settings: { clock: Clock<ElectionInstant>; election: MailWait }
  clocks: WorldClocks
  invoke(where: Death, run: (guard: Guard) => Promise<unknown>): Promise<'ended' | 'killed'>
}

export function cancelLinksOf({ tables, settings, clocks, invoke }: Sending) {
  const { wall, pass, times } = clocks
  const mails: { addressId: string; reissueId: string; mailedAt: WallInstant }[] = []
  const read = new Set<string>()
  let bounced = 0

  async function bounce(position: number, where: Death): Promise<void> {
    const mail = mails[position % Math.max(1, mails.length)]
    if (!mail) return
    const { addressId: address, reissueId, mailedAt } = mail
    await times.senders.refresh()
    // SES uses the wall clock, even during a suspension.
    const event = aMailEvent(
      'refused',
      { address, reissue: reissueId },
      { mailedAt: times.senders.fromWall(mailedAt), at: times.senders.fromWall(wall()) },
    )
    const before = await tables.reissues.find(reissueId)
    let outcome = ''
    await invoke(where, async (guard) => {
      const recording = await recordMailEvent(
        {
          ...guarded(tables, guard, 'voters', 'failedMails', 'reissues', 'reissueMails'),
          ...settings,
        },
        event,
      )
      outcome = recording.outcome
    })
    if (outcome === 'recorded') bounced++
    const { confirmedAt, bouncedAt } = (await tables.reissues.find(reissueId)) ?? {}
    if (bouncedAt && !confirmedAt) read.delete(reissueId)
    const isKnown = outcome === 'recorded' && before && isCancellable(before)
    must(!isKnown || !confirmedAt, 'a cancel link that bounced confirms no request')
  }

  async function writeAgain({ voterId }: Pick<Voter, 'voterId'>): Promise<void> {
    const voter = (await tables.voters.findAddressee(voterId)) as Voter
    await times.watch.refresh()
    const { mailFailure } = voter
    if (mailFailure) await tables.failedMails.clear(voterId, mailFailure, times.watch.clock())
    pass(1)
  }

  return {
    async left({ addressId = '', reissueId = '' }: Mail) {
      read.add(reissueId)
      mails.push({ addressId, reissueId, mailedAt: wall() })
    },
    mayBeRead: (reissueId: string) => read.has(reissueId),
    bounce,
    writeAgain,
    bounced: () => bounced,
  }
}
