import { htmlEscape } from 'escape-goat'
import { demoTexts } from '../../shared/texts/handset-and-mailbox.ts'
import { moment } from '../../shared/texts/moments.ts'
import { demoPage, demoTimeOfDay, demoTimeZone } from '../demo-page.ts'
import type { MailOutcome } from './mail-outcomes.ts'

export interface StoredMail {
  messageId: string
  from: string
  destination: { to: string[] }
  subject: string
  body: { text: string | undefined; html: string | undefined }
  /** Unix time in seconds. */
  at: number
}

export function mailboxPage(
  port: number,
  mails: readonly StoredMail[],
  openMailId: string | null,
  outcomes: ReadonlyMap<string, MailOutcome>,
): string {
  const openMail = mails.find(({ messageId }) => messageId === openMailId)
  return demoPage('mailbox', port, {
    count: demoTexts.mailCount(mails.length),
    recipients: groupByAddress(mails),
    mail: openMail && summaryOf(openMail),
    outcomes: Object.entries(demoTexts.outcomes).map(([name, label]) => ({ name, label })),
    addresses: [...outcomes].map(([address, outcome]) => ({
      address,
      // Hexadecimal, because an HTML id must not contain spaces.
      id: Buffer.from(address).toString('hex'),
      outcome: demoTexts.outcomes[outcome as keyof typeof demoTexts.outcomes],
    })),
  })
}

/** Links open in a new tab, because the voter site refuses to be framed. */
export function mailPage({ body, subject }: StoredMail): string {
  const html =
    body.html ?? `<html><head></head><body><pre>${htmlEscape(body.text ?? '')}</pre></body></html>`
  const baseTag = `<base target="_blank">`
  return html.includes('<head>')
    ? html.replace('<head>', () => `<head>${baseTag}`)
    : `<title>${htmlEscape(subject)}</title>${baseTag}${html}`
}

function groupByAddress(mails: readonly StoredMail[]) {
  const mailsByAddress = new Map<string, ReturnType<typeof summaryOf>[]>()
  for (const mail of mails.toReversed()) {
    for (const address of mail.destination.to) {
      mailsByAddress.set(address, [...(mailsByAddress.get(address) ?? []), summaryOf(mail)])
    }
  }
  return [...mailsByAddress].map(([address, mails]) => ({
    name: address.replace(/@.*/, ''),
    domain: address.replace(/^[^@]*/, ''),
    mails,
  }))
}

function decodeSender(sender: string): string {
  return sender.replace(/=\?UTF-8\?B\?([\w+/=]*)\?=( (?==\?))?/g, (_, word: string) =>
    Buffer.from(word, 'base64').toString(),
  )
}

function summaryOf({ messageId, subject, from, destination, at }: StoredMail) {
  const receivedAt = new Date(at * 1000)
  return {
    id: messageId,
    subject,
    from: decodeSender(from),
    to: destination.to.join(', '),
    at: receivedAt.toISOString(),
    timeOfDay: demoTimeOfDay(receivedAt),
    moment: moment(receivedAt, demoTimeZone),
  }
}
