import type { PhoneUse } from '../domain/reissue/reissue-rules.ts'
import { fromStored, type Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type PhoneItem = Stored<PhoneUse>

export const phonesTable = {
  constructId: 'Phones',
  description:
    'A phone for which a reissue was accepted or that a voter registered, and the voter whom it serves.',
  partitionKey: { name: 'phoneHash', type: 'string' },
  indexes: {},
  attributes: {
    phoneHash: 'keyed hash of the number',
    voterId: 'the only voter whom the phone serves while `reissueCount` is above zero',
    reissueCount: 'reissues that count against the limit',
    smsCount: 'SMS requested, including failed ones; absent: none',
    freedAt: 'when the helpdesk last freed it for another voter',
    knownTo: 'voter who registered it as a known phone, until staff free it',
  },
  ledger: { clearAttributes: [] },
  retention: 'as long as the table.',
} as const satisfies TableDefinition<PhoneItem>

export const fromPhoneItem = fromStored<PhoneUse>
