import type { AccountEvent } from '../../shared/contract/account-events.ts'
import {
  type Intervention,
  type Interventions,
  removeDomains,
} from '../../shared/domain/ledger/intervention.ts'

/** @returns false for a duplicate: several rules may match a call, and EventBridge and SQS may repeat an event */
export function recordAccountEvent(
  { interventions }: { interventions: Pick<Interventions, 'record'> },
  event: AccountEvent,
): Promise<boolean> {
  return interventions.record(interventionOf(event))
}

function interventionOf(event: AccountEvent): Intervention {
  const { callId, id, at, kind, action, status, error } = event
  const subjectParts = [action || status, ...targetsOf(event), error && `(${error})`]
  const subject = removeDomains(subjectParts.filter((part) => part !== '').join(' '))
  return { interventionId: callId || id, kind, at, by: actorOf(event), subject }
}

function targetsOf(event: AccountEvent): string[] {
  const { secret, takenRole, role, user, group, policy } = event
  const { stack, template, lambda, named, key, table, alarm, resourceId, stackId } = event
  const accessTargets = [secret, takenRole, role, user, group, policy]
  const stackParts = [stack, templateDigest(template)]
  return [...accessTargets, ...stackParts, lambda, named, key, table, alarm, resourceId, stackId]
}

/** CDK names a template by its SHA-256. */
const templateDigest = (url: string) => /\/([0-9a-f]{64})\.json$/.exec(url)?.[1] ?? ''

function actorOf({ who, service, source }: AccountEvent): string {
  const [, , , , , ...resourceParts] = who.split(':')
  const actorName = resourceParts.join(':').replace(/^(assumed-role|user|federated-user)\//, '')
  return removeDomains(actorName) || service || source
}
