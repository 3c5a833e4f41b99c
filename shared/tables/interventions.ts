import type { Intervention } from '../domain/ledger/intervention.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type InterventionItem = Stored<Intervention>

export const interventionsTable = {
  constructId: 'Interventions',
  holds: 'What somebody did to the service: a seal, a deployment, a change of rights.',
  partitionKey: { name: 'interventionId', type: 'string' },
  indexes: {},
  attributes: {
    interventionId: 'random, or the id of the event that told it',
    kind: 'seal, deployment, secret-read, rights, firewall, repair, notices, suspension, resumption, extension, keys, closing, wipe, file-opened, file-opened-by-identity, file-opened-to-agree, or what staff did in a file',
    at: 'when',
    by: 'role and session of whoever did it, or a service of AWS',
    reason: 'why, in the words of whoever did it',
    confirms: 'id of the intervention of another person who asked for the same',
    subject: 'on what: a stack, a secret, a policy',
    digests: 'of what was sealed, by name: SHA-256',
    counts: 'how many of what',
  },
  ledger: {
    tells: ['kind', 'at', 'by', 'reason', 'confirms', 'subject', 'digests', 'counts'],
  },
  stays: 'as long as the table.',
} as const satisfies TableDefinition<InterventionItem>
