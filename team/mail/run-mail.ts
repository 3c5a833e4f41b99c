import { readFile } from 'node:fs/promises'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { sesSuppressionList } from '../../shared/adapters/mail/ses-suppression-list.ts'
import { mailTexts as texts } from '../../shared/texts/mail/mail-command.ts'
import { type Reached, type ReachOptions, rollTables, withDeployment } from '../roll/reach-roll.ts'
import { addressesIn, type Engines, suppressedVoters, unsuppress } from './suppressed-voters.ts'

// Each resolves to the exit code: 1 when it went wrong, 2 when what was asked is not clear.

export interface UnsuppressOptions extends ReachOptions {
  allOfRoll?: boolean
}

/** `npm run mail -- suppressed` */
export function runSuppressed(options: ReachOptions): Promise<number> {
  return withList(options, async (engines, { election }) => {
    let count = 0
    for await (const address of suppressedVoters(engines)) {
      count++
      console.log(texts.address(address, election.timeZone))
    }
    // Apart from the addresses, which may go to a file.
    console.error(count > 0 ? texts.suppressed(count) : texts.none)
    return 0
  })
}

/** `npm run mail -- unsuppress` */
export async function runUnsuppress(
  file: string | undefined,
  options: UnsuppressOptions,
): Promise<number> {
  if ((file === undefined) === !options.allOfRoll) {
    console.error(texts.whose)
    return 2
  }
  let asked: Set<string> | undefined
  if (file !== undefined) {
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) {
      console.error(texts.noFile(file))
      return 1
    }
    asked = addressesIn(text)
  }
  return withList(options, async (engines, { election }) => {
    let count = 0
    for await (const address of unsuppress(engines, asked)) {
      count++
      console.log(texts.address(address, election.timeZone))
    }
    console.error(texts.unsuppressed(count))
    return 0
  })
}

function withList(
  options: ReachOptions,
  work: (engines: Engines, reached: Reached) => Promise<number>,
): Promise<number> {
  return withDeployment(options, async (reached) => {
    if (options.local !== undefined) {
      console.error(texts.noLocalList)
      return 1
    }
    // SES takes a call or so a second: ten tries wait for longer than a burst of ours lasts.
    const client = new SESv2Client({ retryMode: 'adaptive', maxAttempts: 10 })
    try {
      const { roll } = rollTables(reached.deployment)
      const keys = await reached.deployment.readKeys('identityKeys')
      return await work({ list: sesSuppressionList(client), roll, keys }, reached)
    } finally {
      client.destroy()
    }
  })
}
