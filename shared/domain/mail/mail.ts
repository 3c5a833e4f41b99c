import { addressEpoch, type Voter } from '../voter/voter.ts'

/** Plain text and HTML say the same. */
export interface Mail {
  to: string
  /** The id that the address gives, by which what became of the mail is told; absent: nobody asks. */
  addressId?: string
  /** The request that this mail can stop. */
  reissueId?: string
  subject: string
  text: string
  html: string
}

/** The mail server takes none for now, and has taken nothing: it is to be asked again, however often. */
export class MailNotTaken extends Error {
  override name = 'MailNotTaken'
  /** The server's own name of its refusal, which holds no address. */
  readonly why: string

  constructor(why: string) {
    super('No mail is taken for now')
    this.why = why
  }
}

/** Between two questions to a mail server that takes none. */
export const putOffSeconds = 60

/** To the address that a voter has now. */
export function addressedTo(voter: Voter): Pick<Mail, 'to' | 'addressId'> {
  return { to: voter.email, addressId: addressEpoch(voter).voterId }
}

export interface Mailer {
  send(mail: Mail): Promise<void>
}
