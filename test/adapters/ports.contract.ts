import { afterAll, beforeAll } from 'vitest'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { acceptanceContract } from './contracts/acceptance.contract.ts'
import { admissionContract } from './contracts/admission.contract.ts'
import { approvalsContract } from './contracts/approvals.contract.ts'
import { arrivalsContract } from './contracts/arrivals.contract.ts'
import { attemptsContract } from './contracts/attempts.contract.ts'
import { calendarsContract } from './contracts/calendars.contract.ts'
import { cancellationsContract } from './contracts/cancellations.contract.ts'
import { captchasContract } from './contracts/captchas.contract.ts'
import { failedMailsContract } from './contracts/failed-mails.contract.ts'
import { handoverDaysContract } from './contracts/handover-days.contract.ts'
import { leasesContract } from './contracts/leases.contract.ts'
import { linkDaysContract } from './contracts/link-days.contract.ts'
import { overdueReissuesContract } from './contracts/overdue-reissues.contract.ts'
import { passwordLinksContract } from './contracts/password-links.contract.ts'
import { phoneReleasesContract } from './contracts/phone-releases.contract.ts'
import { printedNoticesContract } from './contracts/printed-notices.contract.ts'
import { reissueMailsContract } from './contracts/reissue-mails.contract.ts'
import { sendingsContract } from './contracts/sendings.contract.ts'
import { sessionsContract } from './contracts/sessions.contract.ts'
import { smsBreakersContract } from './contracts/sms-breakers.contract.ts'
import { smsCeilingsContract } from './contracts/sms-ceilings.contract.ts'
import { smsDaysContract } from './contracts/sms-days.contract.ts'
import { smsReceiptsContract } from './contracts/sms-receipts.contract.ts'
import { staffFilesContract } from './contracts/staff-files.contract.ts'
import { staffSessionsContract } from './contracts/staff-sessions.contract.ts'
import { turnsContract } from './contracts/turns.contract.ts'
import { voterGrantsContract } from './contracts/voter-grants.contract.ts'
import { votersContract } from './contracts/voters.contract.ts'
import { requestSteps } from './request-steps.ts'

/** Cases share one engine, so each has voters, phones and requests of its own. */
export function portsContract(open: () => Promise<Tables & { stop?(): Promise<void> }>): void {
  // Filled before the first case, so that each contract can name its ports.
  const tables = {} as Tables
  let stop: (() => Promise<void>) | undefined

  beforeAll(async () => {
    const opened = await open()
    stop = opened.stop
    Object.assign(tables, opened)
  }, 60_000)
  afterAll(() => stop?.())

  const steps = requestSteps(tables)
  votersContract(tables, steps)
  sessionsContract(tables)
  attemptsContract(tables, steps)
  captchasContract(tables, steps)
  admissionContract(tables, steps)
  acceptanceContract(tables, steps)
  sendingsContract(tables, steps)
  leasesContract(tables, steps)
  smsReceiptsContract(tables, steps)
  arrivalsContract(tables, steps)
  cancellationsContract(tables, steps)
  smsCeilingsContract(tables, steps)
  phoneReleasesContract(tables, steps)
  smsBreakersContract(tables)
  smsDaysContract(tables)
  handoverDaysContract(tables)
  linkDaysContract(tables)
  failedMailsContract(tables)
  turnsContract(tables)
  passwordLinksContract(tables, steps)
  reissueMailsContract(tables, steps)
  overdueReissuesContract(tables, steps)
  voterGrantsContract(tables)
  printedNoticesContract(tables)
  staffSessionsContract(tables)
  staffFilesContract(tables)
  calendarsContract(tables)
  approvalsContract(tables)
}
