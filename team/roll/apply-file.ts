import type { ElectionMode } from '../../shared/domain/election-mode.ts'
import type { RollOperations } from '../../shared/domain/roll/roll.ts'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { changeVoters } from './change-voters.ts'
import type { ChangeDependencies } from './find-voters.ts'
import type { RollLine } from './read-roll.ts'
import { type CurrentOperation, operateOnRoll } from './roll-lock.ts'
import type { RollOutcome } from './texts.ts'
import { checkWritable, mayReplace, type NoticeIdentifiers, writeNotices } from './write-notices.ts'

export interface RollAccess extends ChangeDependencies {
  operations: RollOperations
  identifiers: NoticeIdentifiers
  mode: ElectionMode
}

export interface ApplyOptions {
  kind: RollOperationKind
  entries: readonly RollLine[]
  dryRun: boolean
  reason?: string | undefined
  noticesFile?: string | undefined
  onProgress?: ((stepCount: number, total: number) => void) | undefined
  onWait?: ((remainingSeconds: number) => void) | undefined
  stopSignal?: AbortSignal | undefined
}

export interface RollSummary {
  counts: Partial<Record<RollOutcome, number>>
  skippedLines: { line: number; email: string; outcome: RollOutcome }[]
  missingVoters: { count: number; emails: string[] }
  schools: Map<string, number>
  noticeCount: number
}

const expectedOutcomes: readonly RollOutcome[] = [
  'added',
  'corrected',
  'restored',
  'removed',
  'returned',
  'renewed',
  'unchanged',
  'phone-set',
]
const maxSkippedLines = 1000

export async function applyFile(access: RollAccess, options: ApplyOptions): Promise<RollSummary> {
  const { kind, dryRun, reason, noticesFile, onWait } = options
  const { operations, clock, mode } = access
  const summary: RollSummary = {
    counts: {},
    skippedLines: [],
    missingVoters: { count: 0, emails: [] },
    schools: new Map(),
    noticeCount: 0,
  }
  if (dryRun) {
    await applyLines(access, options, summary, undefined)
    return summary
  }
  await operateOnRoll(
    {
      ...{ operations, clock, mode, kind, reason, onWait, noticesFile },
      checkMayBegin: async (unfinishedOperations) => {
        if (noticesFile) await checkWritable(noticesFile, unfinishedOperations)
      },
    },
    async (operation) => {
      await applyLines(access, options, summary, operation)
      const { counts } = summary
      const hasNewNotices =
        counts.added || counts.renewed || operation.unfinishedOperations.length > 0
      if (!noticesFile || !hasNewNotices) return { counts }
      const { operationId, unfinishedOperations, checkLockHeld } = operation
      const ids = [...unfinishedOperations.map((operation) => operation.operationId), operationId]
      summary.noticeCount = await writeNotices(access, ids, {
        path: noticesFile,
        mayOverwrite: mayReplace(noticesFile, unfinishedOperations),
        checkLockHeld,
      })
      return { counts, noticesFile, noticeCount: summary.noticeCount }
    },
  )
  return summary
}

async function applyLines(
  access: RollAccess,
  { kind, entries, onProgress, stopSignal }: ApplyOptions,
  summary: RollSummary,
  operation: CurrentOperation | undefined,
): Promise<void> {
  const phoneCount = entries.filter(({ entry }) => 'phone' in entry && entry.phone).length
  let stepCount = 0
  const countOutcome = (line: number, email: string, outcome: RollOutcome, school = '') => {
    summary.counts[outcome] = (summary.counts[outcome] ?? 0) + 1
    if (outcome === 'returned') {
      summary.schools.set(school, (summary.schools.get(school) ?? 0) + 1)
    }
    if (!expectedOutcomes.includes(outcome) && summary.skippedLines.length < maxSkippedLines) {
      summary.skippedLines.push({ line, email, outcome })
    }
  }
  await changeVoters(access, entries, {
    kind,
    operation,
    onDone({ line, entry }, outcome, voter) {
      if (outcome) countOutcome(line, entry.email, outcome, entry.school ?? voter?.school)
      onProgress?.(++stepCount, entries.length + phoneCount)
      stopSignal?.throwIfAborted()
    },
  })
  if (kind === 'import') await findMissingVoters(access, entries, summary)
}

async function findMissingVoters(
  { roll }: RollAccess,
  entries: readonly RollLine[],
  { missingVoters }: RollSummary,
): Promise<void> {
  const emailsInFile = new Set(entries.map(({ entry }) => entry.email))
  for await (const { email } of roll.allVoters()) {
    if (emailsInFile.has(email)) continue
    missingVoters.count++
    if (missingVoters.emails.length < maxSkippedLines) missingVoters.emails.push(email)
  }
}
