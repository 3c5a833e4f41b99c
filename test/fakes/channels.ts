import type {
  AccountNotification,
  NotificationQueue,
} from '../../shared/domain/account/account-notifications.ts'
import type { Mail, Mailer } from '../../shared/domain/mail/mail.ts'
import type { ReissueQueue } from '../../shared/domain/reissue/reissue.ts'
import { charactersOutsideGsm7, septetLimit, septetsOf } from '../../shared/domain/sms/gsm7.ts'
import type { SmsCarrier, SmsRefusal } from '../../shared/domain/sms/sms-delivery.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import type { JournalEvent } from '../../shared/runtime/journal-event.ts'

export function inMemoryQueue() {
  const messages: { reissueId: string; delaySeconds: number | undefined }[] = []
  const queue: ReissueQueue = {
    async put({ reissueId }, delaySeconds) {
      messages.push({ reissueId, delaySeconds })
    },
  }
  const lists: object[][] = [messages]
  return { ...queue, messages, lists, ids: () => messages.map(({ reissueId }) => reissueId) }
}

export function inMemoryNotifications() {
  const messages: AccountNotification[] = []
  const requests: { reissueId: string }[] = []
  const queue: NotificationQueue = {
    async put(message) {
      if ('reissueId' in message) requests.push(message)
      else messages.push(message)
    },
  }
  const lists: object[][] = [messages, requests]
  return {
    ...queue,
    messages,
    requests,
    lists,
    ids: () => requests.map(({ reissueId }) => reissueId),
  }
}

export function inMemoryCarrier(...phones: string[]) {
  const texts: { phone: string; text: string; messageId: string }[] = []
  const refusals = new Map<string, SmsRefusal>()
  let faults = 0
  const carrier: SmsCarrier = {
    async send({ phone, text }) {
      if (!phones.includes(phone)) throw new Error(`No handset has the number ${phone}`)
      if (charactersOutsideGsm7(text).length > 0 || septetsOf(text) > septetLimit) {
        throw new Error(`This SMS is more than one GSM-7 part: ${text}`)
      }
      if (faults > 0) {
        faults--
        return { notAccepted: 'ThrottledException', isCertain: true }
      }
      const refused = refusals.get(phone)
      if (refused) return { refused }
      const messageId = `sms-${texts.length + 1}`
      texts.push({ phone, text, messageId })
      return { messageId }
    },
  }
  return {
    ...carrier,
    texts,
    restore() {
      texts.length = 0
      refusals.clear()
      faults = 0
    },
    throttle(times: number) {
      faults = times
    },
    refuse(phone: string, refusal: SmsRefusal) {
      refusals.set(phone, refusal)
    },
  }
}

export function inMemoryMailer(...addresses: string[]) {
  const mails: Mail[] = []
  const mailer: Mailer = {
    async send(mail) {
      if (!addresses.includes(mail.to)) throw new Error(`No mailbox has the address ${mail.to}`)
      mails.push(mail)
    },
  }
  return { ...mailer, mails }
}

export function inMemoryJournal() {
  const events: JournalEvent[] = []
  const journal: Journal = (event) => {
    events.push(event)
  }
  return { journal, events }
}
