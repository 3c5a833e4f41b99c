import { setTimeout as sleep } from 'node:timers/promises'
import type { Identifier } from '../../shared/domain/voter/identifier.ts'
import { moment } from '../../shared/texts/moments.ts'
import { CommandError } from '../command-error.ts'
import type { Target } from '../reach-election.ts'
import type { NoticeIdentifiers } from '../roll/write-notices.ts'
import { RefusalError, requestApproval, requestValues } from './ask-team-function.ts'
import type { AskTeamFunction } from './team-function.ts'

interface ApprovalOptions {
  reason: string | undefined
  onRequested(approvalId: string): void
  stopSignal?: AbortSignal | undefined
  pollMilliseconds?: number
}

export function approvedIdentifiers(
  ask: AskTeamFunction,
  { reason, onRequested, stopSignal, pollMilliseconds = 3000 }: ApprovalOptions,
): NoticeIdentifiers {
  let approvalId = ''
  return {
    async awaitApproval(operationIds, checkLockHeld) {
      const request = {
        compute: 'notices-request' as const,
        operationIds: [...operationIds],
        ...(reason && { reason }),
      }
      for (let lastId: string | undefined; ; ) {
        const { status, request: pendingRequest } = await requestApproval(ask, request)
        approvalId = pendingRequest.approvalId
        if (status === 'approved') return
        if (lastId !== undefined && lastId !== approvalId) throw new RefusalError('not-approved')
        if (lastId === undefined) onRequested(approvalId)
        lastId = approvalId
        await sleep(pollMilliseconds, undefined, { signal: stopSignal })
        checkLockHeld?.()
      }
    },

    async find(operationIds, voters) {
      const voterIds = voters.map(({ voterId }) => voterId)
      const approval = { approvalId, operationIds: [...operationIds], voterIds }
      const request = { compute: 'notices' as const, ...approval }
      const values = await requestValues<Identifier | null>(ask, request, voterIds)
      return values.map((identifier) => identifier ?? undefined)
    },
  }
}

export async function approveNotices(
  { deployment, election }: Target,
  approvalId: string,
): Promise<number> {
  try {
    const { request } = await requestApproval(deployment.askTeamFunction, {
      ...{ compute: 'notices-approval', approvalId },
    })
    const { by, askedAt, reason } = request
    console.log(
      `C'est accepté : ${by}, qui l'a demandé ${moment(new Date(askedAt), election.timeZone)}${reason ? ` (${reason})` : ''}, obtient les identifiants de ces notices pendant une heure. Le bureau de vote en est averti.`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof RefusalError) || error.refusal !== 'not-approved') throw error
    throw new CommandError(
      "Il n'y a rien à accepter sous ce numéro : il n'existe pas, la demande date de plus d'une heure, une autre l'a remplacée, ou c'est la vôtre.",
    )
  }
}
