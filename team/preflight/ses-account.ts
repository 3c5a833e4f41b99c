import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2'
import type { Election } from '../../shared/domain/election/election.ts'
import { mailTexts as texts } from '../../shared/texts/preflight/mail.ts'
import { blocks, type Finding, ok, warning } from './finding.ts'

export interface SesAccount {
  isSandbox: boolean
  isSending: boolean
  /** HEALTHY, PROBATION or SHUTDOWN. */
  enforcement: string
  mailsPerSecond: number
  /** Infinity for a quota that is none. */
  mailsPerDay: number
  countsOpenings: boolean
}

/** As docs/election.md has it of `mailsPerDay`. */
const mailsPerVoter = 2.5

const mostHours = 8

export async function readSesAccount(client: SESv2Client): Promise<SesAccount> {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota, VdmAttributes } =
    await client.send(new GetAccountCommand({}))
  const { MaxSendRate = 0, Max24HourSend = 0 } = SendQuota ?? {}
  return {
    isSandbox: !ProductionAccessEnabled,
    isSending: SendingEnabled === true,
    enforcement: EnforcementStatus ?? '',
    mailsPerSecond: MaxSendRate,
    // https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendQuota.html: -1 is no quota.
    mailsPerDay: Max24HourSend === -1 ? Number.POSITIVE_INFINITY : Max24HourSend,
    countsOpenings: VdmAttributes?.DashboardAttributes?.EngagementMetrics === 'ENABLED',
  }
}

/** @param voters undefined when nobody said */
export function judgeSesAccount(
  account: SesAccount,
  election: Pick<Election, 'mailsPerSecond' | 'mailsPerDay'>,
  voters: number | undefined,
): Finding[] {
  return [
    account.isSandbox ? blocks(texts.sandbox) : ok(texts.production),
    ...(account.isSending && account.enforcement !== 'SHUTDOWN' ? [] : [blocks(texts.paused)]),
    ...(account.enforcement === 'PROBATION' ? [warning(texts.probation)] : []),
    ...rate(account.mailsPerSecond, election.mailsPerSecond, voters),
    ...quota(account.mailsPerDay, election.mailsPerDay, voters),
    ...(account.countsOpenings ? [warning(texts.countsOpenings)] : []),
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
