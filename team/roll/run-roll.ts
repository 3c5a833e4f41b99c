import { resolve } from 'node:path'
import type { Computation } from '../../shared/contract/team-requests.ts'
import { approvalMinutes } from '../../shared/domain/approval.ts'
import type { RollOperationKind } from '../../shared/domain/roll/roll-operation.ts'
import { latestStart, rollSealedAt } from '../../shared/domain/roll/roll-seal.ts'
import { moment } from '../../shared/texts/moments.ts'
import { CommandError } from '../command-error.ts'
import { approvedIdentifiers } from '../keys/approve-notices.ts'
import { sendRequest } from '../keys/ask-team-function.ts'
import { secondPersonTexts } from '../keys/second-person.ts'
import { withProgressBar } from '../progress-bar.ts'
import { type Target, type TargetOptions, targetArgs } from '../reach-election.ts'
import { applyFile, type RollSummary } from './apply-file.ts'
import { passesChecks, type ReportOptions } from './file-error-report.ts'
import { checkRoll, type RollLine } from './read-roll.ts'
import { rollAccess } from './roll-access.ts'
import { RollError } from './roll-error.ts'
import { type RollOutcome, rollTexts as texts } from './texts.ts'

export interface RollOptions extends TargetOptions, ReportOptions {
  dryRun?: boolean
  notices?: string
  reason?: string
}

export async function runRoll(
  target: Target,
  kind: RollOperationKind,
  file: string,
  options: RollOptions,
): Promise<number> {
  const outputPaths = [options.errors, options.notices]
  if (outputPaths.some((path) => path !== undefined && resolve(path) === resolve(file)))
    throw new CommandError(texts.sameFile(file), 2)
  const { election } = target
  const sealedAt = rollSealedAt(election)
  const now = new Date()
  if (kind !== 'returned' && !options.dryRun && now >= latestStart(kind, sealedAt)) {
    const sealTime = moment(sealedAt, election.timeZone)
    throw new CommandError(
      now >= sealedAt ? texts.sealedRoll(sealTime) : texts.imminentSeal(sealTime),
    )
  }
  const checkedRoll = await withProgressBar('Vérification', 'percentage', (bar) =>
    checkRoll(file, { election, kind, now, onProgress: bar.update }),
  )
  if (!(await passesChecks(checkedRoll, options))) return 1
  for (const remark of checkedRoll.remarks) console.error(remark)
  for (const computation of (options.dryRun ? [] : checkedComputations[kind]) ?? [])
    await sendRequest(target.deployment.askTeamFunction, { compute: 'permission', of: computation })
  const summary = await applyEntries(kind, checkedRoll.entries, options, target)
  printReport(summary, checkedRoll.entries.length, options)
  return summary.skippedLines.length > 0 ? 1 : 0
}

const checkedComputations: Partial<Record<RollOperationKind, Computation[]>> = {
  import: ['enrolments', 'notices'],
  correct: ['identities'],
  renew: ['identifier-hashes', 'notices'],
}

async function applyEntries(
  kind: RollOperationKind,
  entries: readonly RollLine[],
  options: RollOptions,
  { deployment, election }: Target,
): Promise<RollSummary> {
  const { dryRun = false, reason, notices } = options
  const interruption = new AbortController()
  const stop = () => {
    console.error(texts.interruption)
    interruption.abort()
  }
  // With `once`, a second Ctrl-C ends the process.
  process.once('SIGINT', stop)
  try {
    return await withProgressBar('Écriture', 'rate', (bar) => {
      const identifiers = approvedIdentifiers(deployment.askTeamFunction, {
        reason,
        onRequested(approvalId) {
          bar.stop()
          console.error(texts.approvalText(approvalId, targetArgs(options), approvalMinutes.team))
          if (options.local) console.error(secondPersonTexts.localCallerHint)
        },
        stopSignal: interruption.signal,
      })
      return applyFile(
        { ...rollAccess(deployment, election), identifiers },
        {
          ...{ kind, entries, dryRun, reason },
          noticesFile: notices && resolve(notices),
          onProgress: bar.update,
          onWait: (remainingSeconds) => console.error(texts.lockWait(remainingSeconds)),
          stopSignal: interruption.signal,
        },
      )
    })
  } catch (error) {
    if (interruption.signal.aborted) throw new RollError('stopped')
    throw error
  } finally {
    process.off('SIGINT', stop)
  }
}

function printReport(summary: RollSummary, total: number, { dryRun, notices }: RollOptions): void {
  const { counts, skippedLines, missingVoters, schools, noticeCount } = summary
  const report = [texts.lines(total)]
  for (const [outcome, voterCount] of Object.entries(counts) as [RollOutcome, number][]) {
    report.push(texts.outcome(outcome, voterCount))
  }
  for (const { line, email, outcome } of skippedLines) report.push(texts.line(line, email, outcome))
  if (missingVoters.count > 0) {
    report.push(texts.missingVoters(missingVoters.count))
    for (const email of missingVoters.emails) report.push(`  ${email}`)
    const otherCount = missingVoters.count - missingVoters.emails.length
    if (otherCount > 0) report.push(texts.remainder(otherCount))
  }
  if (schools.size > 0) report.push(texts.schools)
  for (const [school, returnedCount] of [...schools].sort(([, a], [, b]) => b - a)) {
    report.push(texts.school(school, returnedCount))
  }
  if (dryRun) report.push(texts.dryRun)
  else if (noticeCount > 0) report.push(texts.noticesWritten(noticeCount, String(notices)))
  else if (notices !== undefined) report.push(texts.noNotices)
  console.log(report.join('\n'))
}
