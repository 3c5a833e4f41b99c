import { transformEvent } from '../../local/app/event-patterns.ts'
import { type AcceptedMail, type MailOutcome, sesEvent } from '../../local/mail/mail-outcomes.ts'
import {
  type MailEvent,
  mailEventMessage,
  mailEventPaths,
  mailEventTemplate,
} from '../../shared/contract/mail-events.ts'
import { type BothClocks, bothClocks, later, now } from './values.ts'

export function aTakenMail(changes: Partial<AcceptedMail> = {}): AcceptedMail {
  return {
    messageId: 'mail-1',
    source: 'Élection <election@example.org>',
    recipient: 'alice@academie.example',
    configurationSet: 'Mails-1',
    tags: {},
    at: now.toISOString(),
    ...changes,
  }
}

export function aMailEvent(
  fate: MailOutcome,
  tags: { address?: string; reissue?: string },
  changes: Partial<MailEvent> = {},
): MailEvent & { mailedAt: BothClocks; at: BothClocks } {
  const event = sesEvent(aTakenMail({ tags }), fate, later(10))
  const rule = { inputPathsMap: mailEventPaths, inputTemplate: mailEventTemplate }
  const read = { ...mailEventMessage.parse(JSON.parse(transformEvent(rule, event))), ...changes }
  return { ...read, mailedAt: bothClocks(read.mailedAt), at: bothClocks(read.at) }
}
