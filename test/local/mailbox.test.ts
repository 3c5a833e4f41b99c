import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { findFreePorts } from '../../local/loopback.ts'
import { type FailedMail, startMailbox } from '../../local/mail/mailbox.ts'
import { mailSender } from '../../shared/domain/mail/mail.ts'

interface Stored {
  messageId: string
  destination: { to: string[] }
  body: { html?: string }
}

async function open() {
  const mailbox = await startMailbox(await findFreePorts(1))
  onTestFinished(mailbox.stop)
  const { endpoint } = mailbox
  const client = new SESClient({ ...clientDefaults, endpoint })
  onTestFinished(() => client.destroy())
  const failed: FailedMail[] = []
  mailbox.failed = (fated) => failed.push(fated)
  const send = (to: string, subject = 'Sujet', html?: string) =>
    client.send(
      new SendEmailCommand({
        Source: mailSender('Élections professionnelles et leur très long titre', 'de@example.org'),
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: 'Mails-1',
        Tags: [{ Name: 'address', Value: 'id-of-address' }],
        Message: {
          Subject: { Data: subject },
          Body: {
            Text: { Data: 'a < b http://localhost/x' },
            ...(html && { Html: { Data: html } }),
          },
        },
      }),
    )
  const stored = async () => {
    const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as { emails: Stored[] }
    return emails
  }
  const become = (values: Record<string, string>) => {
    const body = new URLSearchParams(values)
    return fetch(`${endpoint}/fates`, { method: 'POST', body, redirect: 'manual' })
  }
  return {
    ...{ send, failed, become, stored },
    kept: async () => (await stored()).flatMap(({ destination }) => destination.to),
    page: async (path = '/') => (await fetch(`${endpoint}${path}`)).text(),
    /** @returns the only mail that was kept, and its page */
    async mail() {
      const [mail] = (await stored()) as [Stored]
      const answer = await fetch(`${endpoint}/mails/${mail.messageId}`)
      const policy = answer.headers.get('content-security-policy')
      return { ...mail, policy, text: await answer.text() }
    },
  }
}

describe('the mailbox', () => {
  it('shows an e-mail as written, except that links open in a new tab and no script runs', async () => {
    const html = '<html><head><title>T</title></head><body><a href="/x">$&</a></body></html>'
    const { send, mail } = await open()
    await send('a@example.org', 'Sujet', html)
    const { body, policy, text } = await mail()
    expect(text.replace('<base target="_blank">', '')).toBe(html)
    expect(text).toContain('<head><base target="_blank">')
    expect(policy).toContain("default-src 'none'")
    expect(body.html).toBe(html)
  })

  it('shows the sender’s name, and escapes subjects, addresses and plain-text e-mails', async () => {
    const { send, mail, page } = await open()
    await send('a@example.org', '<b>Sujet</b>')
    const { messageId, text } = await mail()
    const opened = await page(`/?mail=${messageId}`)
    expect(opened).toContain(
      'Élections professionnelles et leur très long titre &lt;de@example.org&gt;',
    )
    for (const html of [await page(), opened]) {
      expect(html).toContain('&lt;b&gt;Sujet&lt;/b&gt;')
      expect(html).not.toContain('<b>Sujet')
    }
    expect(text).toContain('a &lt; b')
  })

  it('keeps the e-mail of a complaint, and suppresses later ones', async () => {
    const { send, kept, failed, become } = await open()
    await become({ address: 'a@example.org', fate: 'complaint' })
    for (let mail = 0; mail < 2; mail++) await send('a@example.org')
    expect(await kept()).toEqual(['a@example.org'])
    expect(failed.map(({ outcome }) => outcome)).toEqual(['complaint', 'suppressed'])
  })
})
