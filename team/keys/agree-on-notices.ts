import { setTimeout as sleep } from 'node:timers/promises'
import type { Identifier } from '../../shared/domain/voter/identifier.ts'
import { moment } from '../../shared/texts/moments.ts'
import { CommandError } from '../command-error.ts'
import type { Reached } from '../reach-election.ts'
import type { NoticeIdentifiers } from '../roll/write-notices.ts'
import { askApproval, KeysRefusedError, valuesOf } from './ask-team-function.ts'
import type { AskTeamFunction } from './team-function.ts'

interface NoticesOptions {
  reason: string | undefined
  /** Called once with the id of the request that a second person must approve. */
  onRequested(approvalId: string): void
  stop?: AbortSignal | undefined
  pollMilliseconds?: number
}

export function approvedIdentifiers(
  ask: AskTeamFunction,
  { reason, onRequested, stop, pollMilliseconds = 3000 }: NoticesOptions,
): NoticeIdentifiers {
  let approvalId = ''
  return {
    async agreeOn(operationIds, checkLockHeld) {
      const request = {
        compute: 'notices-request' as const,
        operationIds: [...operationIds],
        ...(reason && { reason }),
      }
      for (let first: string | undefined; ; ) {
        const { status, request: stored } = await askApproval(ask, request)
        approvalId = stored.approvalId
        if (status === 'approved') return
        // The first request has expired, so this call made another request.
        if (first !== undefined && first !== approvalId) throw new KeysRefusedError('not-approved')
        if (first === undefined) onRequested(approvalId)
        first = approvalId
        await sleep(pollMilliseconds, undefined, { signal: stop })
        checkLockHeld?.()
      }
    },

    async find(operationIds, voters) {
      const voterIds = voters.map(({ voterId }) => voterId)
      const approval = { approvalId, operationIds: [...operationIds], voterIds }
      const request = { compute: 'notices' as const, ...approval }
      const values = await valuesOf<Identifier | null>(ask, request, voterIds)
      return values.map((identifier) => identifier ?? undefined)
    },
  }
}

export async function approveNotices(
  { deployment, election }: Reached,
  approvalId: string,
): Promise<number> {
  try {
    const { request } = await askApproval(deployment.askTeamFunction, {
      ...{ compute: 'notices-approval', approvalId },
    })
    const { by, askedAt, reason } = request
    console.log(
      `C'est accepté : ${by}, qui l'a demandé ${moment(new Date(askedAt), election.timeZone)}${reason ? ` (${reason})` : ''}, obtient les identifiants de ces notices pendant une heure. Le bureau de vote en est averti.`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof KeysRefusedError) || error.refusal !== 'not-approved') throw error
    throw new CommandError(
      "Il n'y a rien à accepter sous ce numéro : il n'existe pas, la demande date de plus d'une heure, une autre l'a remplacée, ou c'est la vôtre.",
    )
  }
}
