import { createPublicKey, type KeyObject } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { kmsSigner } from '../../shared/adapters/ledger/kms-signer.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { readLine } from '../../shared/domain/ledger/chain.ts'
import { interventionIn, type LedgerEntry } from '../../shared/domain/ledger/entry.ts'
import { headsIn } from '../../shared/domain/ledger/ledger-head.ts'
import { interventionLine } from '../../shared/texts/ledger/head-mail.ts'
import { entryLine, journalTexts as texts } from '../../shared/texts/ledger/journal-command.ts'
import { dateAndTime } from '../../shared/texts/moments.ts'
import { type Deployment, tablesIn } from '../deployment.ts'
import { type ReachOptions, withDeployment } from '../reach-election.ts'
import { unlessGone } from '../unless-gone.ts'
import { fillFolder } from '../write-files.ts'
import { compareTwice, type Difference, settleMilliseconds } from './compare-ledger.ts'
import { exportLedger, ledgerFiles, linesOf } from './export-ledger.ts'
import { linesIn } from './read-ledger.ts'
import { verifyLedger } from './verify-ledger.ts'

// Each resolves to the exit code: 1 when something is amiss or went wrong, 2 when what was asked is not clear.

export interface ShowOptions extends ReachOptions {
  interventions?: boolean
  last: number
}

/** `npm run journal -- show` */
export function runShow({ interventions, last, ...options }: ShowOptions): Promise<number> {
  return withDeployment(options, async ({ deployment, election }) => {
    const when = (at: Date) => dateAndTime(at, election.timeZone)
    const clock = new Intl.DateTimeFormat('fr-FR', {
      timeZone: election.timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const latest: LedgerEntry[] = []
    let entries = 0
    let told = 0
    for await (const line of linesIn(sourceOf(deployment).segments)) {
      const entry = readLine(line)?.entry
      if (!entry) continue
      entries++
      const intervention = interventions ? interventionIn(entry) : undefined
      if (intervention) {
        told++
        console.log(`${entry.number}  ${interventionLine(intervention, when)}`)
      }
      latest.push(entry)
      if (latest.length > last) latest.shift()
    }
    if (entries === 0) console.log(texts.empty)
    else if (interventions && told === 0) console.log(texts.noInterventions(entries))
    if (!interventions) {
      for (const entry of latest) console.log(entryLine(entry, (at) => clock.format(at)))
    }
    return 0
  })
}

/** `npm run journal -- export` */
export async function runExport(folder: string, options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment }) => {
    const files = await unlessGone(() => readdir(folder), 'ENOENT')
    if (files?.length) {
      console.error(texts.taken(folder))
      return 2
    }
    const entries = await fillFolder(folder, (unfinished) =>
      exportLedger(sourceOf(deployment), unfinished),
    )
    console.log(texts.exported(entries, folder))
    return 0
  })
}

export interface VerifyOptions extends ReachOptions {
  heads?: string
}

/** `npm run journal -- verify`: of a folder, nobody is asked anything. */
export async function runVerify(
  folder: string | undefined,
  { heads: file, ...options }: VerifyOptions,
): Promise<number> {
  const kept = file === undefined ? '' : await readText(file)
  if (kept === undefined) {
    console.error(texts.unreadFile(file ?? ''))
    return 2
  }
  const heads = headsIn(kept)
  if (file !== undefined && heads.length === 0) {
    console.error(texts.noHeads(file))
    return 2
  }
  const verify = async (lines: AsyncIterable<string>, key: KeyObject) =>
    (await verifyLedger(lines, heads, key, console.log)) ? 0 : 1
  if (folder === undefined) {
    return withDeployment(options, async ({ deployment }) => {
      const { segments, signer } = sourceOf(deployment)
      return verify(linesIn(segments), await signer.publicKey())
    })
  }
  const key = publicKeyIn((await readText(join(folder, ledgerFiles.key))) ?? '')
  const files: string[] = await readdir(folder).catch(() => [])
  if (!key || !files.includes(ledgerFiles.lines)) {
    console.error(texts.noFolder(folder))
    return 2
  }
  return verify(linesOf(join(folder, ledgerFiles.lines)), key)
}

function publicKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem)
  } catch {
    return undefined
  }
}

const readText = (path: string) => readFile(path, 'utf8').catch(() => undefined)

/** `npm run journal -- compare` */
export function runCompare(options: ReachOptions): Promise<number> {
  return withDeployment(options, async ({ deployment }) => {
    const { outputs, dynamodb, readLedgerKeys } = deployment
    const { segments } = sourceOf(deployment)
    const compared = {
      database: dynamodb,
      tableNames: tablesIn(outputs),
      keys: await readLedgerKeys(),
      lines: () => linesIn(segments),
    }
    const { records, differences } = await compareTwice(compared, (found) => {
      console.log(texts.waiting(found))
      return sleep(settleMilliseconds[options.local === undefined ? 'aws' : 'local'])
    })
    console.log(differences.length > 0 ? texts.unlike(differences.length) : texts.same(records))
    for (const one of differences) console.log(lineOf(one))
    return differences.length > 0 ? 1 : 0
  })
}

function lineOf(difference: Difference): string {
  return difference.kind === 'untold'
    ? texts.difference.untold(difference.at)
    : texts.difference[difference.kind](difference.at, difference.entry)
}

export function sourceOf({ s3, kms, outputs }: Deployment) {
  return {
    segments: s3Texts(s3, outputs.LedgerBucket, 'segments'),
    heads: s3Texts(s3, outputs.LedgerBucket, 'heads'),
    signer: kmsSigner(kms, outputs.LedgerSigningKey),
  }
}
