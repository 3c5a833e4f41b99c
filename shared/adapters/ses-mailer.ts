import { type SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses'
import { MailNotTaken } from '../domain/mail.ts'
import type { Mailer } from '../domain/mail-ports.ts'
import { mailSender } from '../domain/mail-sender.ts'

/** @param sender its name is what readers of mails show */
export function sesMailer(
  client: SESClient,
  sender: { title: string; mail: { from: string } },
): Mailer {
  const from = mailSender(sender.title, sender.mail.from)
  return {
    async send({ to, subject, text, html }) {
      const command = new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        Message: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: {
            Text: { Data: text, Charset: 'UTF-8' },
            Html: { Data: html, Charset: 'UTF-8' },
          },
        },
      })
      try {
        await client.send(command)
      } catch (error) {
        throw isForNow(error) ? new MailNotTaken((error as SESServiceException).name) : error
      }
    },
  }
}

/** Beyond the rate or the quota of the day, paused, or down; of what was not answered, nobody knows. */
function isForNow(error: unknown): boolean {
  if (!(error instanceof SESServiceException)) return false
  const { name, $metadata } = error
  return /Throttling|Paused|LimitExceeded/.test(name) || ($metadata.httpStatusCode ?? 0) >= 500
}
