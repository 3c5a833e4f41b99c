import { mailReissue } from '../../functions/mail-voters/mail-reissue.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import {
  type ReissueResult,
  requestReissue,
} from '../../functions/request-reissue/request-reissue.ts'
import { type SendResult, sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import { readSmsState } from '../../shared/domain/sms/sms-state.ts'
import {
  inMemoryCarrier,
  inMemoryJournal,
  inMemoryMailer,
  inMemoryNotifications,
  inMemoryQueue,
} from '../fakes/channels.ts'
import { fakeClock, noPause } from '../fakes/clock.ts'
import type { InMemoryTables, Tables } from '../fakes/in-memory-tables.ts'
import { keys, neverSuspended, now } from './values.ts'
import { aForm, election, type SignedInVoter, siteUrl } from './voters.ts'

export function usualPorts<Ports extends Tables>(
  tables: Ports,
  at: Date = now,
  clock = fakeClock(at),
) {
  const readSms = () => {
    const day = electionDayOf(clock(), election.timeZone)
    return readSmsState(tables, day, [day])
  }
  return {
    ...{ ...tables, toWall: neverSuspended.toWall, keys },
    ...{ election, siteUrl, timeZone: election.timeZone },
    ...{ clock, pause: noPause, takeToken: async () => true, readSms },
    ...{ smsQueue: inMemoryQueue(), notifications: inMemoryNotifications() },
    journal: inMemoryJournal().journal,
  }
}

export async function acceptReissue(
  tables: Tables,
  voter: SignedInVoter,
  changes: Partial<ReissueForm> & { at?: ElectionInstant } = {},
): Promise<Reissue> {
  const { at = now, ...form } = changes
  const ports = { ...usualPorts(tables, at), queues: [inMemoryQueue(), inMemoryQueue()] }
  const whole = { session: voter.session, form: await aForm(tables, voter, form, at) }
  return reissueIn(await requestReissue(ports, whole))
}

export function reissueIn(request: ReissueResult): Reissue {
  if (request.outcome !== 'accepted') throw new Error(`Refused: ${request.outcome}`)
  return request.reissue
}

export async function confirm(
  tables: InMemoryTables,
  { reissueId, voterId }: Reissue,
  engines: Partial<Parameters<typeof mailReissue>[0]> = {},
) {
  const mailer = inMemoryMailer(tables.look.voter(voterId).email)
  return mailReissue({ ...usualPorts(tables), mailer, ...engines }, reissueId, 'cancel-link')
}

/** Leases the request; SNS refuses its SMS during the returned pause. */
export async function startRefusedSms({ sendings, reissues }: Tables, { reissueId }: Reissue) {
  const find = async () => (await reissues.find(reissueId)) as Reissue
  await sendings.start(await find(), now)
  return { pause: async () => sendings.release(await find(), now, false) }
}

export async function sendTo(
  tables: Tables,
  { reissueId }: Pick<Reissue, 'reissueId'>,
  phone: string,
  options: { refused?: 'invalid-number' | 'opted-out'; at?: ElectionInstant } = {},
): Promise<{ sending: SendResult; text: string | undefined }> {
  const carrier = inMemoryCarrier(phone)
  if (options.refused) carrier.refuse(phone, options.refused)
  const { at = secondsLater(now, election.smsDelaySeconds) } = options
  const ports = { ...usualPorts(tables, at), carrier }
  const sending = await sendIdentifier(ports, reissueId)
  return { sending, text: carrier.texts[0]?.text }
}
