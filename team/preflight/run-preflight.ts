import { Resolver } from 'node:dns/promises'
import { accountTexts } from '../../shared/texts/preflight/deployment.ts'
import {
  subjects,
  preflightTexts as texts,
} from '../../shared/texts/preflight/preflight-command.ts'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { givenElection } from '../election/given-election.ts'
import { useRegionOf } from '../region.ts'
import type { StackNeeds } from './account-quotas.ts'
import { ask } from './ask.ts'
import { readCaller } from './caller-and-clock.ts'
import { openClients } from './clients.ts'
import type { Dns } from './dns.ts'
import { blocks } from './finding.ts'
import { lookAtAccount } from './look-at-account.ts'
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
  const found =
    'value' in caller
      ? await lookAtAccount({
          ...{ election, clients, dns, needs, voters, sms },
          caller: caller.value,
        })
      : { account: [blocks(accountTexts.noCaller(caller.unread.error))] }
  return tellFindings(found, subjects, texts.summary)
}
