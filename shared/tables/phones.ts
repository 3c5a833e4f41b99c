import type { PhoneUse } from '../domain/reissue/reissue-rules.ts'
import { fromStored, type Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type PhoneItem = Stored<PhoneUse>

export const phonesTable = {
  constructId: 'Phones',
  description: 'A phone that a voter or the roll registered, or for which a reissue was accepted.',
  partitionKey: { name: 'phoneHash', type: 'string' },
  indexes: {},
  attributes: {
    phoneHash: 'keyed hash of the number',
    voterId: 'voter of its last reissue or, before any, of its first registration',
    reissueCount: 'reissues that count against the limit; if above 0, all by `voterId`',
    smsCount: 'SMS that count against the limit, also failed ones; 0 if absent',
    freedAt: 'when staff last freed it for another voter',
    knownTo: 'voter for whom it was registered, until staff free it or the voter is removed',
  },
  ledger: { clearAttributes: [] },
  retention: 'as long as the table.',
} as const satisfies TableDefinition<PhoneItem>

export const fromPhoneItem = fromStored<PhoneUse>
