import type { Local } from '../../local/run.ts'
import { eventually } from './local-run.ts'

export interface Mail {
  destination: { to: string[] }
  subject: string
  body: { text?: string; html?: string }
}

export async function mails(run: Pick<Local, 'mailboxUrl'>): Promise<Mail[]> {
  const response = await fetch(`${run.mailboxUrl}/store`)
  return ((await response.json()) as { emails: Mail[] }).emails
}

/** The mailbox tells all mails that a run has sent: they are not asked for without pause. */
const everySoOften = { everyMilliseconds: 100 }

/** The mails of an address, oldest first, once there are as many. */
export function mailsTo(
  run: Pick<Local, 'mailboxUrl'>,
  email: string,
  count: number,
): Promise<Mail[]> {
  return eventually(
    `${count} mails reach ${email}`,
    async () => {
      const received = (await mails(run)).filter(({ destination }) =>
        destination.to.includes(email),
      )
      return received.length >= count ? received : undefined
    },
    everySoOften,
  )
}

/** The link of a mail to choose a password, in its text. */
export function passwordLinkIn(mail: Mail | undefined): string {
  const [found] =
    /^http:\/\/localhost:\d+\/mot-de-passe\/#[\w-]{22}\.[\w-]{43}$/m.exec(mail?.body.text ?? '') ??
    []
  if (!found) throw new Error('This mail holds no link')
  return found
}

/** The sign-in page with a code, in the text of its mail. */
export function codeLinkIn(mail: Mail | undefined): string {
  const [found] = /^http:\/\/localhost:\d+\/#code=\d{12}$/m.exec(mail?.body.text ?? '') ?? []
  if (!found) throw new Error('This mail holds no code')
  return found
}

/** The address that cancels a request, in the text of its mail. */
export function cancellationIn(mail: Mail | undefined, reissueId: string): string {
  const address = new RegExp(`^http://localhost:\\d+/annuler/#${reissueId}\\.[\\w-]{43}$`, 'm')
  const [found] = address.exec(mail?.body.text ?? '') ?? []
  if (!found) throw new Error('This mail cancels nothing')
  return found
}
