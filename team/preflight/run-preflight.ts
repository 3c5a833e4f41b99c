import { Resolver } from 'node:dns/promises'
import { titleOf } from '../../shared/texts/rehearsal.ts'
import { readElectionFile } from '../../shared/tooling/election-file.ts'
import { useRegionOf } from '../region.ts'
import { accountChecks } from './account.ts'
import { readCaller } from './caller.ts'
import { capacityChecks } from './capacity.ts'
import { type Account, openClients } from './clients.ts'
import { domainChecks } from './domain.ts'
import { blocker, errorName, type Finding } from './finding.ts'
import { mailChecks } from './mail.ts'
import { printFindings } from './print-findings.ts'
import { smsChecks } from './sms.ts'
import { type Subject, subjects, preflightTexts as texts } from './texts.ts'

const checks: Record<Subject, (account: Account) => Promise<Finding[]>[]> = {
  account: accountChecks,
  mail: mailChecks,
  sms: smsChecks,
  capacity: capacityChecks,
  domain: domainChecks,
}

export async function runPreflight(
  file: string,
  {
    apiPerSecond,
    dns = new Resolver({ timeout: 3000, tries: 2 }),
  }: Pick<Account, 'apiPerSecond'> & Partial<Pick<Account, 'dns'>>,
): Promise<number> {
  const election = readElectionFile(file)
  await useRegionOf(election)
  console.log(texts.title(titleOf(election), election.region))
  const clients = openClients(election.region)
  const caller = await readCaller(clients.sts).catch(errorName)
  if (typeof caller === 'string') {
    return printFindings({ account: [blocker(texts.noCaller(caller))] }, subjects)
  }
  const account = { election, clients, dns, caller, apiPerSecond }
  const findings: Partial<Record<Subject, Finding[]>> = {}
  for (const subject of Object.keys(checks) as Subject[])
    findings[subject] = (await Promise.all(checks[subject](account))).flat()
  return printFindings(findings, subjects)
}
