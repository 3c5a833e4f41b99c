import { readFile } from 'node:fs/promises'
import { dynamoFailedMails } from '../../shared/adapters/mail/dynamo-failed-mails.ts'
import { sesSuppressionList } from '../../shared/adapters/mail/ses-suppression-list.ts'
import { canonicalEmail } from '../../shared/domain/voter/voter.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { CommandError } from '../command-error.ts'
import type { Deployment } from '../deployment.ts'
import type { Reached, ReachOptions } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { addressesIn, suppressedVoters, unsuppress, writeAgain } from './suppressed-voters.ts'
import { mailCommandTexts as texts } from './texts.ts'

// Exit codes: 1 after a failure, 2 when the request is not clear.

export interface UnsuppressOptions extends ReachOptions {
  allOfRoll?: boolean
}

export async function runStatus({ deployment, election }: Reached): Promise<number> {
  const ports = portsOf(deployment)
  let count = 0
  for await (const address of suppressedVoters(ports)) {
    count++
    console.log(texts.address(address, election.timeZone))
  }
  // Standard output, which has the addresses, may be redirected to a file.
  console.error(count > 0 ? texts.suppressed(count) : texts.none)
  return 0
}

export async function runUnsuppress(
  { deployment, election }: Reached,
  file: string | undefined,
  { allOfRoll = false }: UnsuppressOptions,
): Promise<number> {
  if ((file === undefined) === !allOfRoll) throw new CommandError(texts.whose, 2)
  const addresses = file === undefined ? undefined : addressesIn(await readFile(file, 'utf8'))
  const ports = portsOf(deployment)
  const { clock } = await readClocks(deployment)
  const resumedVoters = new Set<string>()
  for await (const address of unsuppress(ports, addresses)) {
    resumedVoters.add(canonicalEmail(address.email))
    console.log(texts.address(address, election.timeZone))
  }
  // SES would drop a mail sent before.
  for await (const email of writeAgain(ports, addresses, clock())) {
    if (!resumedVoters.has(email)) console.log(email)
    resumedVoters.add(email)
  }
  console.error(texts.unsuppressed(resumedVoters.size))
  return 0
}

function portsOf(deployment: Deployment) {
  const { database, outputs, ses, keyed } = deployment
  const failedMails = dynamoFailedMails(database, outputs.VotersTable)
  return { list: sesSuppressionList(ses), failedMails, roll: rollTables(deployment).roll, keyed }
}
