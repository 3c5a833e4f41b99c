import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { findFreePorts } from '../../local/loopback.ts'
import { startMailbox } from '../../local/mail/mailbox.ts'
import { mailSender } from '../../shared/domain/mail/mail.ts'

interface Stored {
  messageId: string
  destination: { to: string[] }
  body: { html?: string }
}

const to = 'a@example.org'

async function open() {
  const mailbox = await startMailbox(await findFreePorts(1))
  const { endpoint } = mailbox
  onTestFinished(mailbox.stop)
  const client = new SESClient({ ...clientDefaults, endpoint })
  onTestFinished(() => client.destroy())
  const answer = (path: string, sent?: RequestInit) => fetch(`${endpoint}${path}`, sent)
  return {
    ...{ mailbox, answer },
    page: async (path: string) => (await answer(path)).text(),
    async stored() {
      const { emails } = (await (await answer('/store')).json()) as { emails: Stored[] }
      return emails as [Stored, ...Stored[]]
    },
    send: (subject: string, html?: string) =>
      client.send(
        new SendEmailCommand({
          Source: mailSender(
            'Élections professionnelles et leur très long titre',
            'de@example.org',
          ),
          Destination: { ToAddresses: [to] },
          ConfigurationSetName: 'Mails-1',
          Tags: [{ Name: 'address', Value: 'id-of-address' }],
          Message: {
            Subject: { Data: subject },
            Body: { Text: { Data: 'a < b' }, ...(html && { Html: { Data: html } }) },
          },
        }),
      ),
  }
}

describe('the mailbox', () => {
  it('shows an e-mail as written, except that links open in a new tab and no script runs', async () => {
    const html = '<html><head><title>T</title></head><body><a href="/x">$&</a></body></html>'
    const { send, stored, answer } = await open()
    await send('Sujet', html)
    const [{ messageId, body }] = await stored()
    expect(body.html).toBe(html)
    const shown = await answer(`/mails/${messageId}`)
    expect(await shown.text()).toBe(html.replace('<head>', '<head><base target="_blank">'))
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('shows the sender’s name, and escapes subjects, addresses and plain-text e-mails', async () => {
    const { send, stored, page } = await open()
    await send('<b>Sujet</b>')
    const [{ messageId }] = await stored()
    const opened = await page(`/?mail=${messageId}`)
    expect(opened).toContain('leur très long titre &lt;de@example.org&gt;')
    for (const html of [await page('/'), opened]) {
      expect(html).toContain('&lt;b&gt;Sujet&lt;/b&gt;')
      expect(html).not.toContain('<b>Sujet')
    }
    expect(await page(`/mails/${messageId}`)).toContain('a &lt; b')
  })

  it('keeps the e-mail of a complaint, and suppresses later ones', async () => {
    const { mailbox, send, stored, answer } = await open()
    const failed: string[] = []
    mailbox.onFailure = ({ outcome }) => failed.push(outcome)
    const body = new URLSearchParams({ address: to, outcome: 'complaint' })
    await answer('/outcomes', { method: 'POST', body, redirect: 'manual' })
    for (const subject of ['Un', 'Deux']) await send(subject)
    expect(await stored()).toHaveLength(1)
    expect(failed).toEqual(['complaint', 'suppressed'])
  })
})
