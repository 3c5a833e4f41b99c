import { confirmReissue } from '../../functions/confirm-by-email/confirm-reissue.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import {
  type ReissueRequest,
  requestReissue,
} from '../../functions/request-reissue/request-reissue.ts'
import { type Sending, sendIdentifier } from '../../functions/send-identifier/send-identifier.ts'
import type { Reissue } from '../../shared/domain/reissue/reissue.ts'
import {
  inMemoryCarrier,
  inMemoryJournal,
  inMemoryMailer,
  inMemoryNews,
  inMemoryQueue,
} from '../fakes/channels.ts'
import { fakeClock, noPause } from '../fakes/clock.ts'
import type { InMemoryTables, Tables } from '../fakes/in-memory-tables.ts'
import { aReceivedMessage, keys, now } from './values.ts'
import { aForm, election, type SignedInVoter, siteUrl } from './voters.ts'

/** Goes through the use case with all that works. @throws Error when the request is refused */
export async function acceptReissue(
  tables: Tables,
  voter: SignedInVoter,
  changes: Partial<ReissueForm> & { at?: Date } = {},
): Promise<Reissue> {
  const { at = now, ...form } = changes
  const result: ReissueRequest = await requestReissue(
    {
      ...tables,
      keys,
      election,
      clock: fakeClock(at),
      pause: noPause,
      queues: [inMemoryQueue(), inMemoryQueue()],
      accountNews: inMemoryNews(),
      journal: inMemoryJournal().journal,
    },
    { session: voter.session, form: await aForm(tables, voter, form, at) },
  )
  if (result.outcome !== 'accepted') throw new Error(`Refused: ${result.outcome}`)
  return result.reissue
}

/** Mails that it was asked for: from then on its SMS need not wait. */
export async function confirm(
  tables: InMemoryTables,
  { reissueId, voterId }: Reissue,
  engines: Partial<Parameters<typeof confirmReissue>[0]> = {},
) {
  const mailer = inMemoryMailer(tables.look.voter(voterId).email)
  const dependencies = {
    ...tables,
    mailer,
    turn: async () => true,
    newsQueue: inMemoryQueue(),
    smsQueue: inMemoryQueue(),
    election,
    keys,
    siteUrl,
    clock: fakeClock(now),
    journal: inMemoryJournal().journal,
  }
  return confirmReissue({ ...dependencies, ...engines }, reissueId)
}

/** Sends what was accepted to `phone`; the carrier may refuse it. */
export async function sendTo(
  tables: Tables,
  { reissueId }: Pick<Reissue, 'reissueId'>,
  phone: string,
  options: { refused?: 'invalid-number' | 'opted-out'; at?: Date } = {},
): Promise<{ sending: Sending; text: string | undefined }> {
  const carrier = inMemoryCarrier(phone)
  if (options.refused) carrier.refuse(phone, options.refused)
  const sending = await sendIdentifier(
    {
      ...tables,
      carrier,
      keys,
      election,
      turn: async () => true,
      clock: fakeClock(options.at ?? now),
      newsQueue: inMemoryQueue(),
      journal: inMemoryJournal().journal,
    },
    reissueId,
    aReceivedMessage(),
  )
  return { sending, text: carrier.texts[0]?.text }
}
