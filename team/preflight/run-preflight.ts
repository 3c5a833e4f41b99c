import { Resolver } from 'node:dns/promises'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { accountTexts } from '../../shared/texts/preflight/deployment.ts'
import {
  type Subject,
  subjects,
  preflightTexts as texts,
} from '../../shared/texts/preflight/preflight-command.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { givenElection } from '../election/given-election.ts'
import { useRegionOf } from '../region.ts'
import { lookAtCapacity } from './account-quotas.ts'
import { ask } from './ask.ts'
import { judgeCaller, readCaller } from './caller-and-clock.ts'
import { openClients } from './clients.ts'
import { lookAtDeployment } from './deployment.ts'
import type { Dns } from './dns.ts'
import { lookAtDomains } from './domain.ts'
import { blocks, type Finding } from './finding.ts'
import type { Look, StackNeeds } from './look.ts'
import { lookAtMail } from './mail.ts'
import { lookAtSms } from './sms.ts'
import { askStack } from './stacks.ts'
import { tellFindings } from './tell-findings.ts'

const misuse = 2

export interface PreflightOptions {
  voters?: number
  sms?: number
}

/**
 * Looks at the account of the shell's credentials, and tells what speaks against an election in it.
 * @param file of the election; undefined is the repository's own
 * @returns the exit code: 1 when something blocks, 2 when there is nothing to look at or to look with, 3 when
 *   nothing blocks and something could not be read
 */
export async function runPreflight(
  file: string | undefined,
  { voters, sms }: PreflightOptions,
  needs: StackNeeds,
  dns: Dns = new Resolver({ timeout: 3000, tries: 2 }),
): Promise<number> {
  const given = givenElection(file)
  if ('exitCode' in given) return misuse
  const { election } = given
  const otherRegion = await useRegionOf(election)
  if (otherRegion) {
    console.error(otherRegion)
    return misuse
  }
  console.log(texts.title(titleOf(election), election.region))
  const clients = openClients(election.region)
  const caller = await ask('sts:GetCallerIdentity', () => readCaller(clients.sts))
  const found: Partial<Record<Subject, Finding[]>> =
    'value' in caller
      ? await lookAtAccount({ election, clients, dns, needs, voters, sms, caller: caller.value })
      : { account: [blocks(accountTexts.noCaller(caller.unread.error))] }
  return tellFindings(found, subjects, texts.summary)
}

/** All that can be said of an account before an election is deployed to it. Changes nothing. */
async function lookAtAccount(look: Look): Promise<Record<Subject, Finding[]>> {
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
