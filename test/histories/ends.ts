import { cancelReissue } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import type { NotificationQueue } from '../../shared/domain/account/account-notifications.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import { cancelToken } from '../../shared/domain/reissue/cancellations.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { keys } from '../builders/values.ts'
import { openSession } from '../builders/voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { type Guard, guarded } from '../fakes/interception.ts'
import type { Death } from './happenings.ts'

interface Ending {
  tables: Tables
  settings: { clock: Clock<ElectionInstant>; journal: Journal }
  known: Map<string, { cancelled: boolean }>
  invoke(where: Death, run: (guard: Guard) => Promise<unknown>): Promise<unknown>
  notifications: NotificationQueue
  refresh(): Promise<void>
}

export function endsOf({ tables, settings, known, invoke, notifications, refresh }: Ending) {
  const confirm = (reissueId: string) => known.set(reissueId, { cancelled: true })
  const portsOf = (guard: Guard) => ({
    ...guarded({ ...tables, notifications }, guard, 'reissues', 'cancellations', 'notifications'),
    ...{ keys, ...settings },
  })

  async function cancel(reissueId: string, where: Death): Promise<void> {
    await invoke(where, async (guard) => {
      await refresh()
      const link = { reissueId, token: cancelToken(keys, reissueId) }
      const { outcome } = await cancelReissue(portsOf(guard), link)
      if (outcome === 'cancelled') confirm(reissueId)
    })
  }

  async function withdraw(reissueId: string, where: Death): Promise<void> {
    const { voterId } = (await tables.reissues.find(reissueId)) as Reissue
    const voter = (await tables.voters.find(voterId)) as Voter
    await refresh()
    const { session: claim } = await openSession(tables, voter, settings.clock())
    await invoke(where, async (guard) => {
      const { outcome } = await withdrawReissue(portsOf(guard), { claim, reissueId })
      if (outcome === 'withdrawn' || outcome === 'unchanged') confirm(reissueId)
    })
  }

  return { cancel, withdraw }
}
