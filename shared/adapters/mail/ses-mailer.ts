import { type SESClient, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses'
import { type Mailer, MailNotAccepted, mailSender, mailTags } from '../../domain/mail/mail.ts'

export function sesMailer(
  client: SESClient,
  sender: { title: string; mail: { from: string } },
  configurationSet: string,
): Mailer {
  const from = mailSender(sender.title, sender.mail.from)
  return {
    async send({ to, subject, text, html, addressId, reissueId }) {
      const command = new SendEmailCommand({
        Source: from,
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: configurationSet,
        // SES events repeat these tags, which identify the voter without the address.
        Tags: [
          ...(addressId ? [{ Name: mailTags.address, Value: addressId }] : []),
          ...(reissueId ? [{ Name: mailTags.reissue, Value: reissueId }] : []),
        ],
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
        const reason = serviceRefusal(error)
        throw reason ? new MailNotAccepted(reason) : error
      }
    },
  }
}

export function isRefusedMail(error: unknown): boolean {
  return error instanceof SESServiceException && error.$fault === 'client'
}

function serviceRefusal(error: unknown): string | undefined {
  if (!(error instanceof SESServiceException)) return undefined
  const { name, $metadata } = error
  const status = $metadata.httpStatusCode ?? 0
  const serviceErrorPattern =
    /Throttling|Paused|LimitExceeded|AccessDenied|NotVerified|DoesNotExist/
  if (serviceErrorPattern.test(name)) return name.replace('Exception', '')
  return status >= 500 ? `status-${status}` : undefined
}
