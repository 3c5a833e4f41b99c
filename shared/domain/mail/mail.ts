/** Plain text and HTML say the same. */
export interface Mail {
  to: string
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

export interface Mailer {
  send(mail: Mail): Promise<void>
}
