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
  /** What it answers, in its own word. */
  readonly why: string

  constructor(why: string) {
    super('The mail server takes no mail for now')
    this.why = why
  }
}
