import type { Election } from '../../shared/domain/election/election.ts'
import type { Clock } from '../../shared/domain/instants.ts'
import type { Intervention, Interventions } from '../../shared/domain/ledger/intervention.ts'
import { sha256 } from '../../shared/domain/ledger/seal.ts'
import { isReason } from '../../shared/domain/staff/reason.ts'
import { CommandError } from '../command-error.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import { checksumsFile, ledgerFiles } from '../ledger/export-ledger.ts'
import { explanationOf } from '../reach-election.ts'
import { csvText } from '../write-files.ts'
import type { ClosingFolder } from './closing-folder.ts'
import type { ClosingLedger } from './closing-ledger.ts'
import { type ClosingApproval, permissionToClose } from './closing-permission.ts'
import type { Count } from './count-election.ts'
import {
  type Destroyer,
  type Holding,
  type HoldingKind,
  type Holdings,
  type RemainingHolding,
  sortUnique,
} from './destroyed-and-kept.ts'
import { type ClosingStart, closingTexts as texts } from './texts.ts'

export interface Closing {
  election: Pick<Election, 'name' | 'title' | 'timeZone' | 'dates'>
  /** True without a service stack, or once its deletion has begun: the deployed dates are then unknown. */
  isServiceGone: boolean
  // Returns the vote's end from the opening of requests, or of the vote if earlier, until that end.
  // Returns undefined at other times, in a rehearsal, or if the service or the calendar is gone.
  findVoteEnd(): Promise<Date | undefined>
  findHoldings(): Promise<Holdings>
  destroyers: Readonly<Partial<Record<HoldingKind, Destroyer>>>
  approval: ClosingApproval
  interventions: Pick<Interventions, 'record' | 'find'>
  count(): Promise<Count[]>
  ledger?: ClosingLedger | undefined
  folder: ClosingFolder
  by: string
  clock: Clock
  print(line: string): void
}

interface Inventory {
  begun?: ClosingStart
  holdings: RemainingHolding[]
}

const fileNames = {
  counts: 'decomptes.csv',
  inventory: 'inventaire.json',
  statement: 'attestation.txt',
  // To verify: openssl dgst -sha256 -verify journal/cle-publique.pem -signature SHA256SUMS.sig SHA256SUMS
  signature: 'SHA256SUMS.sig',
}
const closingFiles = [
  ...[...Object.values(fileNames), checksumsFile],
  ...[...Object.values(ledgerFiles), checksumsFile].map((file) => `journal/${file}`),
]

export async function findRemainingHoldings(
  { destroyers }: Pick<Closing, 'destroyers'>,
  holdings: readonly Holding[],
): Promise<RemainingHolding[]> {
  const remainingHoldings: RemainingHolding[] = []
  for (const holding of holdings) {
    const leftover = await destroyerOf(destroyers, holding).findLeftover(holding.name)
    if (leftover) remainingHoldings.push({ kind: holding.kind, name: holding.name, ...leftover })
  }
  return remainingHoldings
}

/** @returns false if something is left to destroy */
export async function closeElection(closing: Closing, reason: string): Promise<boolean> {
  const { print, folder } = closing
  if (!(await folder.hasOnly(closingFiles)))
    throw new CommandError(texts.nonEmptyFolder(folder.path))
  const holdings = await findRemainingHoldings(closing, (await closing.findHoldings()).toDestroy)
  if (holdings.length > 0) {
    await startClosing(closing, holdings, reason.trim())
    for (const [index, holding] of holdings.entries()) {
      print(texts.progress(holding, index + 1, holdings.length))
      await destroyHolding(closing, holding)
    }
  }
  const inventory: Inventory = JSON.parse(
    (await folder.read(fileNames.inventory)) ?? '{"holdings":[]}',
  )
  const { toDestroy, toKeep } = await closing.findHoldings()
  // The inventory comes last, so that `sortUnique` keeps its holdings, with their counts from before the destruction.
  const allHoldings = sortUnique([...toDestroy, ...inventory.holdings])
  const leftovers = await findRemainingHoldings(closing, allHoldings)
  if (leftovers.length > 0) {
    for (const line of texts.remainingHoldings(leftovers, closing.election.timeZone)) print(line)
    return false
  }
  if (holdings.length > 0 || (await folder.read(fileNames.statement)) === undefined) {
    const { election, by, clock } = closing
    const { begun } = inventory
    const statement = {
      election,
      by,
      at: clock(),
      begun,
      destroyedHoldings: allHoldings,
      keptResources: toKeep,
    }
    await folder.write(fileNames.statement, texts.statement(statement))
  }
  const checksums = await folder.writeChecksums()
  if (closing.ledger) await folder.write(fileNames.signature, await closing.ledger.sign(checksums))
  print(
    `L'élection est close : il ne reste rien de ce qui devait être détruit. Ce qui est gardé est dans ${folder.path}.`,
  )
  return true
}

function destroyerOf(destroyers: Closing['destroyers'], { kind }: Holding): Destroyer {
  const destroyer = destroyers[kind]
  if (!destroyer) throw new Error(`Nothing destroys holdings of the kind ${kind}`)
  return destroyer
}

async function destroyHolding({ destroyers }: Closing, holding: Holding): Promise<void> {
  try {
    await destroyerOf(destroyers, holding).destroy(holding.name)
  } catch (error) {
    throw new CommandError(texts.failure(holding, explanationOf(error)))
  }
}

const onePersonClosingId = ({ name }: Pick<Election, 'name'>) => `closing/${name}/begun`

/** Without the service, the end of appeals is unknown, but a closing that one person began proves that it has passed. */
export async function areAppealsOver({ election, isServiceGone, interventions, clock }: Closing) {
  const { appealsUntil } = election.dates
  if (appealsUntil) return clock() >= appealsUntil
  if (!isServiceGone) return false
  return (await ignoreMissing(() => interventions.find(onePersonClosingId(election)))) !== undefined
}

async function startClosing(
  closing: Closing,
  remainingHoldings: RemainingHolding[],
  reason: string,
): Promise<void> {
  const { approval, interventions, election, by, clock, print, folder } = closing
  const voteEnd = await closing.findVoteEnd()
  if (voteEnd) throw new CommandError(texts.voteInProgress(voteEnd, election.timeZone))
  const appeals = { haveEnded: await areAppealsOver(closing), now: clock() }
  const permission = await permissionToClose(approval, election, appeals, reason)
  if (!permission) {
    await exportCounts(closing)
    await exportLedger(closing)
    return
  }
  const { request, approvedBy } = permission
  const givenReason = request?.reason ?? (isReason(reason) ? reason : undefined)
  const closingStart: ClosingStart = {
    by,
    at: clock().toISOString(),
    ...(givenReason && { reason: givenReason }),
    ...(request && { wishedBy: request.by }),
    ...(approvedBy && { approvedBy }),
  }
  if ((await folder.read(fileNames.inventory)) === undefined)
    await folder.write(
      fileNames.inventory,
      `${JSON.stringify({ begun: closingStart, holdings: remainingHoldings }, null, 2)}\n`,
    )
  const digest = await exportCounts(closing)
  const interventionId = request ? `${request.approvalId}/begun` : onePersonClosingId(election)
  const intervention: Intervention = {
    ...{ interventionId, kind: 'closing', at: clock(), by, subject: election.name },
    ...(givenReason && { reason: givenReason }),
    ...(request && { confirms: request.approvalId }),
    ...(digest && { digests: { [fileNames.counts]: digest } }),
    counts: countsByKind(remainingHoldings),
  }
  const recordResult = await ignoreMissing(async () => {
    const earlierIntervention = await interventions.find(interventionId)
    if (!earlierIntervention) await interventions.record(intervention)
    return { intervention: earlierIntervention ?? intervention, isNew: !earlierIntervention }
  })
  if (recordResult && !closing.isServiceGone) {
    print('Le journal dit que la clôture commence : attente de sa tête signée, une minute ou deux.')
    await closing.ledger?.waitForHead(recordResult.intervention)
  } else if (recordResult?.isNew) print(texts.unrecordedClosing)
  await exportLedger(closing)
  await folder.writeChecksums()
}

async function exportLedger({ ledger, folder }: Closing): Promise<void> {
  if (ledger && !(await ledger.export(folder.path))) throw new CommandError(texts.unsoundLedger)
}

async function exportCounts({ count, folder, print }: Closing): Promise<string | undefined> {
  const savedCounts = await folder.read(fileNames.counts)
  if (savedCounts !== undefined) return sha256(savedCounts)
  print('Décompte des électeurs et des demandes : quelques minutes pour un million.')
  const counts = await ignoreMissing(count)
  if (!counts) {
    print(
      "Les tables n'y sont plus : les décomptes sont dans le dossier de la personne qui a commencé.",
    )
    return undefined
  }
  const records = [['mesure', 'territoire', 'précision', 'nombre'], ...counts.map(texts.countRow)]
  const digest = await folder.write(fileNames.counts, csvText(records))
  print(`Décomptes écrits dans ${folder.path}.`)
  return digest
}

const countsByKind = (holdings: readonly RemainingHolding[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(holdings, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length]),
  )
