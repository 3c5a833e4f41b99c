import type { MailFailure } from '../voter/mail-failure.ts'

/** What one mail came to: the mail server tells it seconds or hours after it took the mail. */
export interface FailedMail extends MailFailure {
  /** When the mail server took it. */
  mailedAt: Date
}

export interface FailedMails {
  /**
   * Notes it of the voter. What is final of an address stays, and of what is not the latest.
   * @returns whether it changed anything: not when the address is another by now, or was cleared since
   */
  record(voterId: string, failed: FailedMail): Promise<boolean>
  /** The service writes to the address again of which this was found. What becomes of mails of before counts no more. */
  clear(voterId: string, found: Pick<MailFailure, 'addressId'>, at: Date): Promise<void>
}
