import { addressEpoch, type Voter } from '../voter/voter.ts'

export interface Mail {
  to: string
  /** SES's events identify the address by this id. */
  addressId?: string
  reissueId?: string
  subject: string
  text: string
  html: string
}

/** SES accepts no mail at the moment: retry without limit. */
export class MailNotTaken extends Error {
  override name = 'MailNotTaken'
  /** Name of the server's error, which holds no address. */
  readonly why: string

  constructor(why: string) {
    super('No mail is taken for now')
    this.why = why
  }
}

export const mailRetrySeconds = 60

export function addressedTo(voter: Voter): Pick<Mail, 'to' | 'addressId'> {
  return { to: voter.email, addressId: addressEpoch(voter).voterId }
}

export interface Mailer {
  send(mail: Mail): Promise<void>
}

/** SES's events repeat these tags. */
export const mailTags = { address: 'address', reissue: 'reissue' } as const
