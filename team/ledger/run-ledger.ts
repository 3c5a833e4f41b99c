import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { kmsSigner } from '../../shared/adapters/ledger/kms-signer.ts'
import { s3Texts } from '../../shared/adapters/ledger/s3-texts.ts'
import { toIntervention } from '../../shared/domain/ledger/entry.ts'
import type { Findings } from '../../shared/domain/ledger/findings.ts'
import { headsInMail } from '../../shared/domain/ledger/ledger-head.ts'
import { verifyLedger } from '../../shared/domain/ledger/verdict.ts'
import { interventionLine } from '../../shared/texts/ledger/head-mail.ts'
import { findingLines, verdictLines } from '../../shared/texts/ledger/verdict.ts'
import { dateAndTime } from '../../shared/texts/moments.ts'
import { count } from '../../shared/texts/numbers.ts'
import { CommandError } from '../command-error.ts'
import { type Deployment, tableNamesOf } from '../deployment.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import type { Target, TargetOptions } from '../reach-election.ts'
import { fillFolder } from '../write-files.ts'
import { catchUpMilliseconds, compareTwice } from './compare-ledger.ts'
import { exportLedger, openExport } from './export-ledger.ts'
import { openLedger, readEntries } from './read-ledger.ts'
import { ledgerTexts as texts } from './texts.ts'

export async function runStatus({ deployment, election }: Target): Promise<number> {
  const dateText = (at: Date) => dateAndTime(at, election.timeZone)
  const ledger = await openLedger(ledgerOf(deployment))
  let entryCount = 0
  for await (const entry of readEntries(ledger)) {
    entryCount++
    const intervention = toIntervention(entry)
    if (intervention) console.log(`${entry.number}  ${interventionLine(intervention, dateText)}`)
  }
  console.log(`${count(entryCount, 'écriture')} en tout.`)
  return printAnomalies(ledger.findings)
}

export async function runExport({ deployment }: Target, folder: string): Promise<number> {
  const files = await ignoreMissing(() => readdir(folder), 'ENOENT')
  if (files?.length) throw new CommandError(texts.nonEmptyFolder(folder), 2)
  const { entryCount, findings } = await fillFolder(folder, (draft) =>
    exportLedger(ledgerOf(deployment), draft),
  )
  console.log(
    `${count(entryCount, 'écriture')} dans ${folder}. Ouvrez verifier.html dans un navigateur pour les vérifier.`,
  )
  return printAnomalies(findings)
}

export async function runVerify(folder: string, options: { heads?: string }): Promise<number> {
  const { heads: file } = options
  const mailText = file === undefined ? '' : await readFile(file, 'utf8').catch(() => undefined)
  if (mailText === undefined) {
    console.error(`${file ?? ''} ne peut pas être lu.`)
    return 2
  }
  const heads = headsInMail(mailText)
  if (file !== undefined && heads.length === 0) {
    console.error(`Aucune tête signée dans ${file} : vérifiez que ce sont les messages reçus.`)
    return 2
  }
  const copy = await openExport(folder)
  if (!copy) {
    console.error(
      `${folder} n'est pas un dossier fait par « export » : il y manque journal.txt, tetes.txt ou cle-publique.pem.`,
    )
    return 2
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  for (const line of verdictLines(await verifyLedger(copy, heads), timeZone)) console.log(line)
  return copy.findings.items.length > 0 ? 1 : 0
}

function printAnomalies(findings: Findings): number {
  for (const line of findingLines(findings)) console.error(line)
  return findings.items.length > 0 ? 1 : 0
}

export async function runCompare({ deployment }: Target, options: TargetOptions): Promise<number> {
  const { outputs, dynamodb, readLedgerKeys } = deployment
  const sources = {
    database: dynamodb,
    tableNames: tableNamesOf(outputs),
    keys: await readLedgerKeys(),
    read: () => openLedger(ledgerOf(deployment)),
  }
  const { recordCount, differences, findings } = await compareTwice(sources, (total) => {
    console.log(
      `${count(total, 'enregistrement')} à revoir : le journal a quelques secondes de retard sur les tables.`,
    )
    return sleep(catchUpMilliseconds[options.local ? 'local' : 'aws'])
  })
  console.log(
    differences.length > 0
      ? `LES TABLES NE DISENT PAS CE QUE DIT LE JOURNAL : ${count(differences.length, 'enregistrement')}.`
      : `Les tables disent ce que dit le journal : ${count(recordCount, 'enregistrement')} comparés.`,
  )
  for (const difference of differences) console.log(texts.difference(difference))
  return Math.max(printAnomalies(findings), differences.length > 0 ? 1 : 0)
}

export function ledgerOf({ s3, kms, outputs }: Deployment) {
  const folderTexts = (folder: string) => s3Texts(s3, outputs.LedgerBucket, folder)
  const signer = kmsSigner(kms, outputs.LedgerSigningKey)
  return { segments: folderTexts('segments'), heads: folderTexts('heads'), signer }
}
