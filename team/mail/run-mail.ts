import { readFile } from 'node:fs/promises'
import { dynamoFailedMails } from '../../shared/adapters/mail/dynamo-failed-mails.ts'
import { sesSuppressionList } from '../../shared/adapters/mail/ses-suppression-list.ts'
import { canonicalEmail } from '../../shared/domain/voter/voter.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { CommandError } from '../command-error.ts'
import { type Reached, type ReachOptions, withDeployment } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import {
  addressesIn,
  type Engines,
  suppressedVoters,
  unsuppress,
  writeAgain,
} from './suppressed-voters.ts'
import { mailCommandTexts as texts } from './texts.ts'

// Exit codes: 1 after a failure, 2 when the request is not clear.

export interface UnsuppressOptions extends ReachOptions {
  allOfRoll?: boolean
}

export function runStatus(options: ReachOptions): Promise<number> {
  return withList(options, async (engines, { election }) => {
    let count = 0
    for await (const address of suppressedVoters(engines)) {
      count++
      console.log(texts.address(address, election.timeZone))
    }
    // Standard output, which has the addresses, may be redirected to a file.
    console.error(count > 0 ? texts.suppressed(count) : texts.none)
    return 0
  })
}

export function runUnsuppress(
  file: string | undefined,
  options: UnsuppressOptions,
): Promise<number> {
  return withList(options, async (engines, { election, deployment }) => {
    if ((file === undefined) === !options.allOfRoll) throw new CommandError(texts.whose, 2)
    const selected = file === undefined ? undefined : addressesIn(await readFile(file, 'utf8'))
    const { clock } = await readClocks(deployment)
    const resumed = new Set<string>()
    for await (const address of unsuppress(engines, selected)) {
      resumed.add(canonicalEmail(address.email))
      console.log(texts.address(address, election.timeZone))
    }
    // SES would drop a mail sent before.
    for await (const email of writeAgain(engines, selected, clock())) {
      if (!resumed.has(email)) console.log(email)
      resumed.add(email)
    }
    console.error(texts.unsuppressed(resumed.size))
    return 0
  })
}

function withList(
  options: ReachOptions,
  work: (engines: Engines & Parameters<typeof writeAgain>[0], reached: Reached) => Promise<number>,
): Promise<number> {
  return withDeployment(options, async (reached) => {
    const { roll } = rollTables(reached.deployment)
    const { database, outputs, ses, keyed } = reached.deployment
    const failedMails = dynamoFailedMails(database, outputs.VotersTable)
    return work({ list: sesSuppressionList(ses), failedMails, roll, keyed }, reached)
  })
}
