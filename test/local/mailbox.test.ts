import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { describe, expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/engines.ts'
import { findFreePorts } from '../../local/loopback.ts'
import { type FailedMail, startMailbox } from '../../local/mail/mailbox.ts'
import { mailSender } from '../../shared/domain/mail/mail-sender.ts'

async function opened() {
  const mailbox = await startMailbox(await findFreePorts(1))
  onTestFinished(mailbox.stop)
  const { endpoint } = mailbox
  const client = new SESClient({ ...clientDefaults, endpoint })
  onTestFinished(() => client.destroy())
  return { mailbox, client, endpoint }
}

async function open() {
  const { mailbox, client, endpoint } = await opened()
  const failed: FailedMail[] = []
  mailbox.failed = (fated) => failed.push(fated)
  const send = (to: string) =>
    client.send(
      new SendEmailCommand({
        Source: 'de@example.org',
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: 'Mails-1',
        Tags: [{ Name: 'address', Value: 'id-of-address' }],
        Message: { Subject: { Data: 'Sujet' }, Body: { Text: { Data: 'Texte' } } },
      }),
    )
  const kept = async () => {
    const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as {
      emails: { destination: { to: string[] } }[]
    }
    return emails.flatMap(({ destination }) => destination.to)
  }
  const become = (values: Record<string, string>) =>
    fetch(`${endpoint}/fates`, {
      method: 'POST',
      body: new URLSearchParams(values),
      redirect: 'manual',
    })
  const page = async () => (await fetch(endpoint)).text()
  return { send, kept, failed, become, page }
}

async function received(subject: string, html: string | undefined) {
  const { client, endpoint } = await opened()
  await client.send(
    new SendEmailCommand({
      Source: mailSender('Élections professionnelles et leur très long titre', 'de@example.org'),
      Destination: { ToAddresses: ['a@example.org'] },
      Message: {
        Subject: { Data: subject },
        Body: { Text: { Data: 'a < b http://localhost/x' }, ...(html && { Html: { Data: html } }) },
      },
    }),
  )
  const response = await fetch(`${endpoint}/store`)
  const store = (await response.json()) as {
    emails: [{ messageId: string; body: { html?: string } }]
  }
  const get = async (path: string) => {
    const answer = await fetch(`${endpoint}${path}`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    return { policy, text: await answer.text() }
  }
  return { store, messageId: store.emails[0].messageId, get }
}

describe('the mailbox', () => {
  it('shows a mail as it was written, but that its links open in a new tab and no script runs', async () => {
    const html = '<html><head><title>T</title></head><body><a href="/x">$&</a></body></html>'
    const { store, messageId, get } = await received('Sujet', html)
    const mail = await get(`/mails/${messageId}`)
    expect(mail.text.replace('<base target="_blank">', '')).toBe(html)
    expect(mail.text).toContain('<head><base target="_blank">')
    expect(mail.policy).toContain("default-src 'none'")
    expect(store.emails[0].body.html).toBe(html)
  })

  it('shows the sender by its name', async () => {
    const { messageId, get } = await received('Sujet', undefined)
    expect((await get(`/?mail=${messageId}`)).text).toContain(
      'Élections professionnelles et leur très long titre &lt;de@example.org&gt;',
    )
  })

  it('shows as text what is text: a subject, an address, a mail without HTML', async () => {
    const { messageId, get } = await received('<b>Sujet</b>', undefined)
    for (const path of ['/', `/?mail=${messageId}`]) {
      const { text } = await get(path)
      expect(text).toContain('&lt;b&gt;Sujet&lt;/b&gt;')
      expect(text).not.toContain('<b>Sujet')
    }
    expect((await get(`/mails/${messageId}`)).text).toContain('a &lt; b')
  })

  it('takes the mails to an address that was made to take none, tells of them and keeps none', async () => {
    const { send, kept, failed, become, page } = await open()
    await become({ address: ' A@Example.org', fate: 'refused' })
    expect(await page()).toContain('a@example.org <span class="failed">refuse nos e-mails</span>')
    await send('a@example.org')
    await send('b@example.org')
    expect(await kept()).toEqual(['b@example.org'])
    expect(failed).toMatchObject([
      {
        fate: 'refused',
        mail: {
          to: 'a@example.org',
          configurationSet: 'Mails-1',
          tags: { address: 'id-of-address' },
        },
      },
    ])
    await become({ address: 'a@example.org' })
    expect(await page()).not.toContain('<span class="failed">refuse')
    await send('a@example.org')
    expect(await kept()).toEqual(['b@example.org', 'a@example.org'])
    expect(failed).toHaveLength(1)
  })

  it('keeps the mail that its reader complains of, and writes to them no more', async () => {
    const { send, kept, failed, become } = await open()
    await become({ address: 'a@example.org', fate: 'complaint' })
    for (let mail = 0; mail < 2; mail++) await send('a@example.org')
    expect(await kept()).toEqual(['a@example.org'])
    expect(failed.map(({ fate }) => fate)).toEqual(['complaint', 'suppressed'])
  })
})
