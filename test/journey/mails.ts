import type { MailOutcome } from '../../local/mail/mail-outcomes.ts'
import { eventually, type LocalRun } from './local-run.ts'

export interface Mail {
  messageId: string
  at: number
  destination: { to: string[] }
  subject: string
  body: { text?: string; html?: string }
}

const seenOf = new WeakMap<object, Map<string, Mail>>()

/** Returns the oldest first. Fetches only new mails, because a shared run sends hundreds. */
export async function mails(run: LocalRun): Promise<Mail[]> {
  const seen = seenOf.get(run) ?? new Map<string, Mail>()
  seenOf.set(run, seen)
  const since = [...seen.values()].at(-1)?.at ?? 1
  const response = await fetch(`${run.mailboxUrl}/store?since=${since}`)
  for (const mail of ((await response.json()) as { emails: Mail[] }).emails)
    seen.set(mail.messageId, mail)
  return [...seen.values()]
}

export async function setFate(
  { mailboxUrl }: LocalRun,
  address: string,
  outcome: MailOutcome | 'as-before',
): Promise<void> {
  const body = new URLSearchParams({ address, outcome })
  await fetch(`${mailboxUrl}/outcomes`, { method: 'POST', body, redirect: 'manual' })
}

export function mailsTo(run: LocalRun, email: string, count: number): Promise<Mail[]> {
  return eventually(
    `${count} mails reach ${email}`,
    async () => {
      const received = (await mails(run)).filter(({ destination }) =>
        destination.to.includes(email),
      )
      return received.length >= count ? received : undefined
    },
    { everyMilliseconds: 100 },
  )
}

export const mailSaying = (run: LocalRun, email: string, words: RegExp): Promise<Mail> =>
  eventually(`${words} is mailed to ${email}`, async () =>
    (await mails(run)).find(
      ({ destination, subject, body }) =>
        destination.to.includes(email) && words.test(JSON.stringify([subject, body])),
    ),
  )

function linkIn(mail: Mail | undefined, path: string): string {
  const address = new RegExp(`^http://localhost:\\d+/${path}$`, 'm')
  const [found] = address.exec(mail?.body.text ?? '') ?? []
  if (!found) throw new Error(`This mail has no link to ${path}`)
  return found
}

export const passwordLinkIn = (mail: Mail | undefined) =>
  linkIn(mail, 'mot-de-passe/#[\\w-]{22}\\.[\\w-]{43}(?:\\.1)?')

export const codeLinkIn = (mail: Mail | undefined) => linkIn(mail, '#code=\\d{12}')

export const cancellationIn = (mail: Mail | undefined, reissueId: string) =>
  linkIn(mail, `annuler/#${reissueId}\\.[\\w-]{43}`)
