import type { TableDefinition } from './table-definition.ts'

/** The only item of its table. */
export interface MailTurnsItem {
  rate: typeof mailRateKey
  /** Milliseconds since 1970, so that one write can add a turn. */
  freeAt: number
}

export const mailRateKey = 'mails'

export const mailTurnsTable = {
  constructId: 'MailTurns',
  holds: 'One item: the rate that all senders of mails share.',
  partitionKey: { name: 'rate', type: 'string' },
  indexes: {},
  attributes: {
    rate: '`mails`',
    freeAt: 'milliseconds; from when on the next turn is free',
  },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<MailTurnsItem>
