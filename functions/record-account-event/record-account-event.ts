import type { AccountEvent } from '../../shared/contract/account-events.ts'
import {
  type Intervention,
  type Interventions,
  withoutDomains,
} from '../../shared/domain/ledger/intervention.ts'

/** @returns false when it is noted already: EventBridge and SQS may both tell it twice */
export function recordAccountEvent(
  { interventions }: { interventions: Pick<Interventions, 'record'> },
  event: AccountEvent,
): Promise<boolean> {
  return interventions.record(interventionOf(event))
}

function interventionOf(event: AccountEvent): Intervention {
  const { id, at, kind, action, status, error } = event
  const words = [action || status, ...targetsOf(event), error && `(${error})`]
  const subject = withoutDomains(words.filter((word) => word !== '').join(' '))
  return { interventionId: id, kind, at, by: actorIn(event), subject }
}

/** Of a call that gives a policy to a role, both. */
function targetsOf(event: AccountEvent): string[] {
  const { secret, takenRole, role, user, group, policy } = event
  const { stack, template, lambda, named, key, table, alarm, resourceId, stackId } = event
  const ofPeople = [secret, takenRole, role, user, group, policy]
  const ofStack = [stack, digestIn(template)]
  return [...ofPeople, ...ofStack, lambda, named, key, table, alarm, resourceId, stackId]
}

/** CDK names a template's file by the SHA-256 of what it holds. Whoever calls may name one otherwise. */
const digestIn = (url: string) => /\/([0-9a-f]{64})\.json$/.exec(url)?.[1] ?? ''

/** `arn:aws:sts::1:assumed-role/Deployer/alice` is Deployer/alice; without a person, it is a service of AWS. */
function actorIn({ who, service, source }: AccountEvent): string {
  const [, , , , , ...rest] = who.split(':')
  const named = rest.join(':').replace(/^(assumed-role|user|federated-user)\//, '')
  return withoutDomains(named) || service || source
}
