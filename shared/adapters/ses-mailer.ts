import { type SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import type { Mailer } from '../domain/ports.ts'

export function sesMailer(client: SESClient, from: string): Mailer {
  return {
    async send({ to, subject, text, html }) {
      await client.send(
        new SendEmailCommand({
          Source: from,
          Destination: { ToAddresses: [to] },
          Message: {
            Subject: { Data: subject, Charset: 'UTF-8' },
            Body: {
              Text: { Data: text, Charset: 'UTF-8' },
              Html: { Data: html, Charset: 'UTF-8' },
            },
          },
        }),
      )
    },
  }
}
