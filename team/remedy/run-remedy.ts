import { createInterface } from 'node:readline/promises'
import type { RemedyName } from '../../shared/texts/alarms.ts'
import { CommandError } from '../command-error.ts'
import { SecondPersonAwaitedError } from '../keys/second-person.ts'
import { errorName } from '../preflight/finding.ts'
import type { Target, TargetOptions } from '../reach-election.ts'
import { territoryOf } from '../sms/run-sms.ts'
import type { Finding } from './finding.ts'
import { remedies } from './remedies.ts'
import { holdTerritory } from './sms-checks.ts'
import { remedyTexts as texts } from './texts.ts'

type RemedyOptions = TargetOptions & { yes?: boolean }

/** @returns 3 if a repair was declined or awaits a second person, otherwise 1 if something is unread or still wrong */
export async function runRemedy(
  target: Target,
  name: RemedyName,
  words: readonly string[] = [],
  options: RemedyOptions,
): Promise<number> {
  const { checks, advice, otherCauses } = remedies[name]
  if (words.length > 0 && name !== 'sms') throw new CommandError(texts.noTerritory, 2)
  const territory = words.length > 0 ? territoryOf(target, words, 2) : undefined
  const isOnAws = options.stack === true
  const context = { ...target, isOnAws, territory }
  const findings: Finding[] = []
  let exitCode = 0
  for (const check of territory === undefined ? checks : [holdTerritory]) {
    try {
      findings.push(...(await check(context)))
    } catch (error) {
      console.error(texts.readFailure(errorName(error)))
      exitCode = 1
    }
  }
  if (findings.length > 0) console.log(texts.findings)
  for (const { text } of findings) console.log(`  ${text}`)
  if (checks.length > 0 && findings.length === 0 && exitCode === 0) console.log(texts.noFinding)
  if (advice !== undefined) console.log(texts.advice(advice))
  let isUnconfirmed = false
  for (const { repair } of findings) {
    if (!repair) {
      exitCode = 1
      continue
    }
    console.log(`${texts.plan(repair.plan)}\n${texts.cost(repair.cost)}`)
    if (!(await askConfirmation(options))) {
      isUnconfirmed = true
      continue
    }
    try {
      const { message, isStillWrong } = await repair.perform()
      console.log(message)
      if (isStillWrong) exitCode = 1
    } catch (error) {
      if (!(error instanceof SecondPersonAwaitedError)) throw error
      console.error(error.message)
      isUnconfirmed = true
    }
  }
  console.log([texts.otherCauses, ...otherCauses].join('\n  - '))
  return isUnconfirmed ? 3 : exitCode
}

export async function askConfirmation({ yes = false }: RemedyOptions): Promise<boolean> {
  if (yes) return true
  if (!process.stdin.isTTY) {
    console.error(texts.missingYesOption)
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const reply = await terminal.question(texts.confirmation)
    const isYes = /^o(ui)?$/i.test(reply.trim())
    if (!isYes) console.log(texts.refusal)
    return isYes
  } finally {
    terminal.close()
  }
}
