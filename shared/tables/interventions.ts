import type { Intervention } from '../domain/ledger/intervention.ts'
import type { Stored } from './stored.ts'
import type { TableDefinition } from './table-definition.ts'

export type InterventionItem = Stored<Intervention>

export const interventionsTable = {
  constructId: 'Interventions',
  description: 'An action of a person or of AWS on the service, such as a seal or a deployment.',
  partitionKey: { name: 'interventionId', type: 'string' },
  indexes: {},
  attributes: {
    interventionId: 'random, the id of the event that reported it, or a name of the action',
    kind: 'seal, deployment, secret-read, rights, role, firewall, watch, repair, notices, suspension, resumption, extension, sms-pause, sms-resume, sms-cap, sms-uncap, sms-try, sms-close, keys, closing, wipe, restoration, file-opened, file-opened-by-identity, file-opened-to-agree, or a staff action in a file',
    at: 'when it happened',
    by: 'role and name of the person, or an AWS service',
    reason: "reason in the person's words",
    confirms: 'id of the intervention that records the request for this approval or action',
    subject: 'target, such as a stack, a secret or a policy; for an AWS event, its action too',
    digests:
      "SHA-256 of sealed or exported objects, or keyed hashes of a network and an approval's action",
    counts: 'counts of items or voters, by name',
  },
  ledger: {
    clearAttributes: ['kind', 'at', 'by', 'reason', 'confirms', 'subject', 'digests', 'counts'],
  },
  retention: 'as long as the table.',
} as const satisfies TableDefinition<InterventionItem>
