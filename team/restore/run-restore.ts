import { setTimeout as sleep } from 'node:timers/promises'
import { TZDate } from '@date-fns/tz'
import type { TeamRequestOf } from '../../shared/contract/team-requests.ts'
import { moment } from '../../shared/texts/moments.ts'
import { CommandError } from '../command-error.ts'
import { requestApproval, requestValue, requireApproval } from '../keys/ask-team-function.ts'
import { secondPersonTexts } from '../keys/second-person.ts'
import type { ReasonOptions, Target, TargetOptions } from '../reach-election.ts'
import { askConfirmation } from '../remedy/run-remedy.ts'
import { remedyTexts } from '../remedy/texts.ts'
import { runConcurrently } from '../run-concurrently.ts'
import { tableWords, restoreTexts as texts } from './texts.ts'

export interface RestoreOptions extends ReasonOptions {
  onlyMissing?: boolean
  yes?: boolean
}

interface RestoredPage {
  missing: number
  altered: number
  restored: number
  next?: string
}

const segments = 3

export async function runRestore(
  { election, deployment: { askTeamFunction } }: Target,
  tableWord: string,
  from: string,
  to: string,
  { reason, onlyMissing = false, ...options }: RestoreOptions,
): Promise<number> {
  const table = tableWords[tableWord] as RestorationRequest['table']
  const [before, after] = [from, to].map((input) => readInstant(input, election.timeZone))
  if (!before || !after || before >= after) throw new CommandError(texts.invalidInstants, 2)
  const timeTexts = [before, after].map((at) => moment(at, election.timeZone)) as [string, string]
  console.log(texts.plan(tableWord, ...timeTexts))
  console.log(remedyTexts.cost(`${texts.copyCosts} ${texts.losses[table]}`))
  if (!(await askConfirmation(options))) return 3
  const request: Omit<RestorationRequest, 'step'> = {
    ...{ compute: 'restoration', table, onlyMissing, reason },
    ...{ before: before.toISOString(), after: after.toISOString() },
  }
  const requestAt = (step: RestorationRequest['step']) =>
    ({ ...request, step }) as RestorationRequest
  const approval = await requestApproval(askTeamFunction, requestAt({ is: 'begin' }))
  console.log(secondPersonTexts.approval(requireApproval(approval)))
  const ask: AskStep = (step) => requestValue(askTeamFunction, requestAt(step))
  const isCopied = async () => (await ask({ is: 'copy' })) === 'copied'
  if (!(await isCopied())) console.log(texts.progress)
  while (!(await isCopied())) await sleep(10_000)
  return restore(ask, options)
}

type RestorationRequest = TeamRequestOf<'restoration'>

type AskStep = <Answer>(step: RestorationRequest['step']) => Promise<Answer>

async function restore(ask: AskStep, options: TargetOptions & { yes?: boolean }): Promise<number> {
  const counts = await runPages(ask, false)
  console.log(texts.comparison(counts))
  let restoredCount = 0
  if (counts.missing + counts.altered > 0) {
    if (!(await askConfirmation(options))) {
      console.error(texts.refusal)
      return 3
    }
    restoredCount = (await runPages(ask, true)).restored
    console.log(texts.restoredItems(restoredCount))
    const remainingCounts = await runPages(ask, false)
    if (remainingCounts.missing + remainingCounts.altered > 0)
      throw new CommandError(texts.concurrentWrites)
  }
  await ask({ is: 'end', counts: { restored: restoredCount } })
  console.log(texts.completion)
  return 0
}

async function runPages(ask: AskStep, writes: boolean): Promise<Omit<RestoredPage, 'next'>> {
  const sum = { missing: 0, altered: 0, restored: 0 }
  await runConcurrently(Array(segments).keys(), segments, async (segment) => {
    let from: string | undefined
    do {
      const step = { is: 'page', segment, segments, writes, ...(from && { from }) } as const
      const page = await ask<RestoredPage>(step)
      for (const name of ['missing', 'altered', 'restored'] as const) sum[name] += page[name]
      from = page.next
    } while (from !== undefined)
  })
  return sum
}

/** Reads `17:04` or `17:04:30`, today in the election's time zone, or `2026-12-03 17:04`. */
export function readInstant(input: string, timeZone: string, now = new Date()): Date | undefined {
  const [, date, hours, minutes, seconds] =
    /^(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d) ?[:h] ?(\d\d)(?::(\d\d))?$/.exec(input.trim()) ?? []
  if (hours === undefined) return undefined
  const day = date ?? new TZDate(now, timeZone).toISOString().slice(0, 10)
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number)
  const time = [Number(hours), Number(minutes), Number(seconds ?? 0)] as const
  const localDate = new TZDate(year, month - 1, dayOfMonth, ...time, timeZone)
  return Number.isNaN(localDate.getTime()) ? undefined : new Date(localDate.getTime())
}
