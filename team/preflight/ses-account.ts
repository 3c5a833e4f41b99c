import type { GetAccountResponse } from '@aws-sdk/client-sesv2'
import type { Election } from '../../shared/domain/election/election.ts'
import { mailTexts as texts } from '../../shared/texts/preflight/mail.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

/** As docs/election.md has it of `mailsPerDay`. */
const mailsPerVoter = 2.5

const mostHours = 8

/** @param voters undefined when nobody said */
export function judgeSesAccount(
  account: GetAccountResponse,
  election: Pick<Election, 'mailsPerSecond' | 'mailsPerDay'>,
  voters: number | undefined,
): Finding[] {
  const { MaxSendRate = 0, Max24HourSend = 0 } = account.SendQuota ?? {}
  // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html: -1 is no quota.
  const mailsPerDay = Max24HourSend === -1 ? Number.POSITIVE_INFINITY : Max24HourSend
  const isSending = account.SendingEnabled && account.EnforcementStatus !== 'SHUTDOWN'
  const { EngagementMetrics } = account.VdmAttributes?.DashboardAttributes ?? {}
  return [
    account.ProductionAccessEnabled ? ok(texts.production) : blocks(texts.sandbox),
    ...(isSending ? [] : [blocks(texts.paused)]),
    ...(account.EnforcementStatus === 'PROBATION' ? [warning(texts.probation)] : []),
    ...rate(MaxSendRate, election.mailsPerSecond, voters),
    ...quota(mailsPerDay, election.mailsPerDay, voters),
    ...(EngagementMetrics === 'ENABLED' ? [warning(texts.countsOpenings)] : []),
  ]
}

function rate(granted: number, wanted: number, voters: number | undefined): Finding[] {
  if (granted < wanted) return [blocks(texts.rateTooLow(granted, wanted))]
  const hours = voters === undefined ? 0 : voters / wanted / 3600
  return [
    hours > mostHours
      ? warning(texts.rateSlow(wanted, granted, hours))
      : ok(texts.rate(granted, wanted)),
  ]
}

function quota(granted: number, wanted: number | undefined, voters: number | undefined): Finding[] {
  if (wanted !== undefined && granted < wanted) return [blocks(texts.quotaTooLow(granted, wanted))]
  if (voters === undefined) return [warning(texts.votersUnknown(granted))]
  const needed = Math.ceil(voters * mailsPerVoter)
  return [
    granted < needed
      ? warning(texts.quotaShort(granted, needed, voters))
      : ok(texts.quota(granted)),
  ]
}
