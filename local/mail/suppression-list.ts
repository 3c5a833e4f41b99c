import type { IncomingMessage } from 'node:http'
import { json as readJson } from 'node:stream/consumers'
import { type Answer, jsonAnswer } from '../answers.ts'
import { eventTypeOf, type MailOutcome } from './mail-outcomes.ts'

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListSuppressedDestinations.html */
const addressesPath = '/v2/email/suppression/addresses'

interface SuppressedAddress {
  EmailAddress: string
  Reason: 'BOUNCE' | 'COMPLAINT'
  /** Unix time in seconds. */
  LastUpdateTime: number
}

export function suppressionList() {
  const addresses = new Map<string, SuppressedAddress>()

  function suppress(EmailAddress: string, Reason: SuppressedAddress['Reason']): void {
    addresses.set(EmailAddress.toLowerCase(), {
      EmailAddress,
      Reason,
      LastUpdateTime: Date.now() / 1000,
    })
  }

  return {
    has: (address: string) => addresses.has(address.toLowerCase()),
    forget: (address: string) => addresses.delete(address.toLowerCase()),

    record(address: string, outcome: MailOutcome): void {
      const type = eventTypeOf(outcome)
      if (outcome === 'suppressed' || outcome === 'unclear' || type === 'DeliveryDelay') return
      suppress(address, type === 'Complaint' ? 'COMPLAINT' : 'BOUNCE')
    },

    async answer(request: IncomingMessage): Promise<Answer | undefined> {
      const [requestPath = ''] = (request.url ?? '').split('?')
      if (!requestPath.startsWith(addressesPath)) return undefined
      if (request.method === 'PUT') {
        const { EmailAddress, Reason } = (await readJson(request)) as SuppressedAddress
        suppress(EmailAddress, Reason)
        return jsonAnswer({})
      }
      if (request.method === 'DELETE') {
        const address = decodeURIComponent(requestPath.slice(addressesPath.length + 1))
        if (addresses.delete(address.toLowerCase())) return jsonAnswer({})
        return { ...jsonAnswer({}, 404), headers: { 'x-amzn-errortype': 'NotFoundException' } }
      }
      return jsonAnswer({ SuppressedDestinationSummaries: [...addresses.values()] })
    },
  }
}
