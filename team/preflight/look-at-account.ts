import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { Subject } from '../../shared/texts/preflight/preflight-command.ts'
import { lookAtCapacity } from './account-quotas.ts'
import { judgeCaller } from './caller-and-clock.ts'
import { lookAtDeployment } from './deployment.ts'
import { lookAtDomains } from './domain.ts'
import type { Finding } from './finding.ts'
import type { Look } from './look.ts'
import { lookAtMail } from './mail.ts'
import { lookAtSms } from './sms.ts'
import { askStack } from './stacks.ts'

/** All that can be said of an account before an election is deployed to it. Changes nothing. */
export async function lookAtAccount(look: Look): Promise<Record<Subject, Finding[]>> {
  const { election, clients, caller } = look
  const { main, kept } = stackNamesOf(election)
  const cloudFormation = clients.cloudFormation(election.region)
  const [service, data] = await Promise.all([
    askStack(cloudFormation, main),
    askStack(cloudFormation, kept),
  ])
  const [deployment, mail, sms, capacity, domain] = await Promise.all([
    lookAtDeployment(look, service, data),
    lookAtMail(look, data),
    lookAtSms(look),
    // What was not read counts as there.
    lookAtCapacity(look, !('value' in service) || service.value !== undefined),
    lookAtDomains(look, service),
  ])
  return { account: judgeCaller(caller), deployment, ...mail, sms, capacity, domain }
}
