import { cancelLink } from '../domain/cancellation.ts'
import type { Election } from '../domain/election.ts'
import type { Keys } from '../domain/keys.ts'
import type { Mailer, ReissueMails, Reissues, Voters } from '../domain/ports.ts'
import { isUnderWay } from '../domain/reissue.ts'
import { confirmationMail } from '../texts/fr.ts'

/**
 * Mails the voter that a request was accepted, to the account's own address.
 * A crash between the mail and its settling mails it twice: better than never. Late, it says what has
 * become of the SMS; once the SMS cannot leave, it has nothing to say.
 */
export async function tellByEmail(
  { reissues, voters, mailer, reissueMails, election, keys, siteUrl }: Dependencies,
  reissueId: string,
): Promise<'sent' | 'absent' | 'over'> {
  const reissue = await reissues.find(reissueId)
  if (!reissue) return 'absent'
  if (!reissue.mailDueAt) return 'over'
  const smsLeft = reissue.history.some(({ state }) => state === 'sent')
  if (!smsLeft && !isUnderWay(reissue.state)) {
    await reissueMails.settle(reissueId)
    return 'over'
  }
  const voter = await voters.find(reissue.voterId)
  if (!voter) throw new Error(`Reissue ${reissueId} belongs to no voter`)
  const { title, organiser, timeZone, helpdesk } = election
  const { requestedAt, expectedAt, maskedPhone } = reissue
  await mailer.send({
    to: voter.email,
    ...confirmationMail({
      title,
      organiser,
      timeZone,
      helpdesk,
      requestedAt,
      expectedAt,
      maskedPhone,
      smsLeft,
      cancelLink: reissue.state === 'accepted' ? cancelLink(siteUrl, keys, reissueId) : undefined,
      firstName: voter.firstName,
    }),
  })
  await reissueMails.settle(reissueId)
  return 'sent'
}

interface Dependencies {
  reissues: Reissues
  voters: Pick<Voters, 'find'>
  mailer: Mailer
  reissueMails: ReissueMails
  election: Election
  keys: Keys
  /** Of the voters' pages, without a slash at its end. */
  siteUrl: string
}
