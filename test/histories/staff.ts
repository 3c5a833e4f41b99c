import { fileActions } from '../../functions/assist-voter/act-on-file.ts'
import { storeNotice } from '../../functions/print-notice/print-notice.ts'
import type { FileContext } from '../../shared/access/act-in-file.ts'
import type { NotificationQueue } from '../../shared/domain/account/account-notifications.ts'
import { delayedRequestId, offeredActions } from '../../shared/domain/staff/offered-actions.ts'
import { isNoticePrintedFor } from '../../shared/domain/staff/printed-notice.ts'
import {
  type FileAction,
  needsTwoPeople,
  type TwoPersonAction,
} from '../../shared/domain/staff-action.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { aUse } from '../builders/approvals.ts'
import { keys } from '../builders/values.ts'
import type { SignedInVoter } from '../builders/voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { type Guard, guarded } from '../fakes/interception.ts'
import type { WorldClocks } from './clocks.ts'
import type { Death } from './happenings.ts'
import { must } from './invariants.ts'

interface Helping {
  tables: Tables
  clocks: WorldClocks
  journal: Journal
  notifications: NotificationQueue
  known: Map<string, { cancelled: boolean }>
  freedAt: Map<string, ElectionInstant>
  invoke(where: Death, run: (guard: Guard) => Promise<unknown>): Promise<unknown>
}

export function staffOf({ tables, clocks, known, freedAt, invoke, ...common }: Helping) {
  const { watch } = clocks.times
  const granted = new Map<string, number>()
  const signedOut = new Map<string, number>()
  const printed = new Map<string, { notices: number; before: ReadonlySet<string> }>()
  let [asked, helped, beyond] = [0, 0, 0]
  const add = (counts: Map<string, number>, voterId: string, more: number) =>
    counts.set(voterId, (counts.get(voterId) ?? 0) + more)

  async function help(
    { voterId }: Pick<SignedInVoter, 'voterId'>,
    action: FileAction,
    where: Death,
  ): Promise<void> {
    // A request made before the phone is freed does not count as its owner's.
    clocks.pass(1)
    await watch.refresh()
    const find = async () => (await tables.voters.find(voterId)) as Voter
    const voter = await find()
    const { latestReissueId } = voter
    const latestReissue = latestReissueId ? await tables.reissues.find(latestReissueId) : undefined
    const [at, election] = [watch.clock(), watch.election]
    if (!offeredActions({ voter, latest: latestReissue, election, now: at }).includes(action))
      return
    if (needsTwoPeople(action))
      return approveFor(voter, action, at, where, delayedRequestId(latestReissue))
    const death = action === 'free-phone' ? undefined : where
    await invoke(death, async (guard) => {
      const ports = {
        ...guarded(tables, guard, 'voters', 'voterGrants', 'cancellations', 'smsGrants'),
        reissueMails: guard(tables.reissueMails),
        ...{ ...common, election, electionClock: () => at },
      }
      const isDone = await fileActions(ports).act(action, { voter, latestReissue } as FileContext)
      if (!isDone) return
      helped++
      if (action === 'free-phone') freedAt.set(voter.takenPhone?.phoneHash ?? '', at)
      if (action === 'stop-request') known.set(latestReissueId ?? '', { cancelled: true })
    })
    const { smsCount = 0, sessionEpoch } = await find()
    add(granted, voterId, (voter.smsCount ?? 0) - smsCount)
    add(signedOut, voterId, sessionEpoch - voter.sessionEpoch)
  }

  async function approveFor(
    voter: Voter,
    kind: TwoPersonAction,
    at: ElectionInstant,
    where: Death,
    reissueId: string | undefined,
  ): Promise<void> {
    const { voterId } = voter
    const use = await aUse(tables.approvals, { kind, target: voterId }, `agent/${++asked}`)
    const { election } = watch
    const delayedRequest = reissueId ? { reissueId, now: at } : undefined
    const using = (guard: Guard) => {
      if (kind !== 'print-notice')
        return guard(tables.voterGrants).liftBothLost(voter, use, delayedRequest)
      const printedNotices = guard(tables.printedNotices)
      const ports = { printedNotices, keys, election, electionClock: () => at }
      return storeNotice(ports, { voter }, use)
    }
    await invoke(where, using)
    await invoke(undefined, using)
    const found = (await tables.voters.find(voterId)) as Voter
    const { approvalKey, requester } = use.after
    const { approver } = (await tables.approvals.find(approvalKey, requester)) ?? {}
    must(approver !== undefined, 'what is offered is done, at the second try at last')
    helped++
    if (kind !== 'print-notice') {
      must(!found.passwordRenewedAt && !found.repairedAt, 'a delay that was lifted is over')
      return
    }
    must(isNoticePrintedFor(found, use.after), 'an approval that was used has printed the notice')
    const { notices } = printed.get(voterId) ?? { notices: 0 }
    const { reissuesPerVoter } = watch.election.limits
    if (found.reissueCount > reissuesPerVoter) beyond++
    printed.set(voterId, { notices: notices + 1, before: new Set(known.keys()) })
  }

  return { help, granted, signedOut, printed, helped: () => helped, beyond: () => beyond }
}
