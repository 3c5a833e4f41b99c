import type { PhoneUse } from '../domain/reissue/reissue-rules.ts'
import { fromStored, type Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type PhoneItem = Stored<PhoneUse>

export const phonesTable = {
  constructId: 'Phones',
  holds: 'A phone that a reissue was accepted for, and the voter it serves.',
  partitionKey: { name: 'phoneHash', type: 'string' },
  indexes: {},
  attributes: {
    phoneHash: 'keyed hash of the number',
    voterId: 'the only voter it serves, while it counts a reissue',
    reissueCount: 'reissues that count against the limit',
    smsCount: 'SMS asked for, failed ones included; absent: none',
    freedAt: 'when the helpdesk last freed it',
  },
  ledger: { tells: [] },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<PhoneItem>

export const fromPhoneItem = fromStored<PhoneUse>
