import { setTimeout as sleep } from 'node:timers/promises'
import type { Intervention } from '../../shared/domain/ledger/intervention.ts'
import { longestTeamReason } from '../../shared/domain/staff/reason.ts'
import type { Identifier } from '../../shared/domain/voter/identifier.ts'
import { moment } from '../../shared/texts/moments.ts'
import { rollTexts as texts } from '../../shared/texts/roll/roll-command.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import type { NoticeIdentifiers } from '../roll/write-notices.ts'
import {
  askStanding,
  interventionOf,
  KeysRefusedError,
  onlyValueOf,
  valuesOf,
} from './ask-team-function.ts'
import type { AskTeamFunction } from './team-function.ts'

interface NoticesOptions {
  /** Why, if it was asked. */
  reason: string | undefined
  /** Told of what another person must agree to. */
  asked(wishId: string): void
  stop?: AbortSignal | undefined
  /** Between two looks. */
  lookMilliseconds?: number
}

/** The identifiers of notices, once another person agrees. */
export function agreedIdentifiers(
  ask: AskTeamFunction,
  { reason, asked, stop, lookMilliseconds = 3000 }: NoticesOptions,
): NoticeIdentifiers {
  let wishId = ''
  return {
    async agreeOn(operationIds, checkStillOurs) {
      const request = {
        compute: 'notices-wish' as const,
        operationIds: [...operationIds],
        ...(reason && { reason: reason.slice(0, longestTeamReason) }),
      }
      for (let first: string | undefined; ; ) {
        const { standing, wish } = await askStanding(ask, request)
        wishId = wish?.interventionId ?? ''
        if (standing === 'agreed') return
        // The wish that is there now is a second one: nobody agreed to the first within its time.
        if (first !== undefined && first !== wishId) throw new KeysRefusedError('not-agreed')
        if (first === undefined) asked(wishId)
        first = wishId
        await sleep(lookMilliseconds, undefined, { signal: stop })
        checkStillOurs?.()
      }
    },

    async of(operationIds, voters) {
      const voterIds = voters.map(({ voterId }) => voterId)
      const request = { wishId, operationIds: [...operationIds], voterIds }
      const values = await valuesOf<Identifier | null>(
        ask,
        { compute: 'notices', ...request },
        voterIds,
      )
      return values.map((identifier) => identifier ?? undefined)
    },
  }
}

/** @returns what was asked for, when and by whom */
export async function agreeToNotices(ask: AskTeamFunction, wishId: string): Promise<Intervention> {
  return interventionOf(await onlyValueOf(ask, { compute: 'notices-agreement', wishId }))
}

/** `npm run roll -- agree`: another person may have the identifiers of notices. @returns the exit code */
export function agreeOnNotices(wishId: string, options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    try {
      const { by, at, reason } = await agreeToNotices(deployment.askTeamFunction, wishId)
      console.log(texts.agreed(by, moment(at, election.timeZone), reason))
      return 0
    } catch (error) {
      if (!(error instanceof KeysRefusedError) || error.refusal !== 'not-agreed') throw error
      console.error(texts.nothingToAgree)
      return 1
    }
  })
}
