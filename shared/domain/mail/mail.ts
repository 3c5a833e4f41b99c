import { addressEpoch, type Voter } from '../voter/voter.ts'

export interface Mail {
  to: string
  /** SES's events name the address by this id. Absent if nobody asks for them. */
  addressId?: string
  /** The request that this mail can stop. */
  reissueId?: string
  subject: string
  text: string
  html: string
}

/** The mail server accepts no mail for now: ask again, however often. */
export class MailNotTaken extends Error {
  override name = 'MailNotTaken'
  /** The server's name of its refusal, which holds no address. */
  readonly why: string

  constructor(why: string) {
    super('No mail is taken for now')
    this.why = why
  }
}

export const putOffSeconds = 60

export function addressedTo(voter: Voter): Pick<Mail, 'to' | 'addressId'> {
  return { to: voter.email, addressId: addressEpoch(voter).voterId }
}

export interface Mailer {
  send(mail: Mail): Promise<void>
}

/** The tags of a mail that what SES tells of it carries along. */
export const mailTags = { address: 'address', reissue: 'reissue' } as const
