import { dynamoSmsBreakers, dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { toWallTime } from '../../shared/domain/election/to-wall-time.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { openScopes } from '../../shared/domain/sms/sms-breaker.ts'
import type { SmsChange } from '../../shared/domain/sms/sms-change.ts'
import { dayOfTerritory } from '../../shared/domain/sms/sms-state.ts'
import { countedTerritory } from '../../shared/domain/sms/territory.ts'
import { findTerritory } from '../../shared/texts/territory-name.ts'
import { readClocks } from '../calendar/read-clocks.ts'
import { CommandError } from '../command-error.ts'
import { requireApproval, sendRequest } from '../keys/ask-team-function.ts'
import { secondPersonTexts } from '../keys/second-person.ts'
import type { AskTeamFunction } from '../keys/team-function.ts'
import type { ReasonOptions, Target } from '../reach-election.ts'
import { smsCommandTexts as texts } from './texts.ts'

export async function runSmsStatus(target: Target): Promise<number> {
  const sms = await readSmsState(target)
  const { breaker, now, toWall } = sms
  const openCircuits = toWallTime(openScopes(breaker, now), toWall)
  const awsLines = texts.openCircuits(openCircuits, target.election.timeZone, toWall(now))
  const holds = await findTeamHolds(target, sms)
  const lines = [...awsLines, ...holds.map(({ text: line }) => line)]
  for (const line of lines.length > 0 ? lines : [texts.noOpenCircuit]) console.log(line)
  return awsLines.length > 0 || holds.some(({ isActive }) => isActive) ? 1 : 0
}

export async function findTeamHolds(
  { election }: Pick<Target, 'election'>,
  { breaker, smsDays, now, toWall }: Awaited<ReturnType<typeof readSmsState>>,
): Promise<{ text: string; isActive: boolean }[]> {
  const { timeZone } = election
  const day = electionDayOf(now, timeZone)
  const pausedHolds = Object.entries(toWallTime(breaker.pauses ?? {}, toWall)).map(
    ([territory, pause]) => ({
      ...{ text: texts.pausedTerritory(territory, pause, timeZone, toWall(now)), isActive: true },
    }),
  )
  const cappedHolds = Object.entries(toWallTime(breaker.caps ?? {}, toWall)).map(
    async ([territory, cap]) => {
      const counts = await smsDays.find(dayOfTerritory(day, territory))
      const line = texts.cappedTerritory(territory, cap, counts, timeZone, toWall(now))
      return { text: line, isActive: counts.smsCount >= cap.smsPerDay }
    },
  )
  return [...pausedHolds, ...(await Promise.all(cappedHolds))]
}

export const runTrySms = (target: Target) => runChange(target, { change: 'try' })

export const runCloseBreaker = (target: Target) => runChange(target, { change: 'close' })

export const runSmsPause = (target: Target, input: string[], { reason }: ReasonOptions) =>
  runChange(target, { change: 'pause', territory: territoryOf(target, input), reason })

export const runSmsResume = (target: Target, input: string[]) =>
  runChange(target, { change: 'resume', territory: territoryOf(target, input) })

export const runSmsCap = (
  target: Target,
  input: string,
  smsPerDay: number,
  { reason }: ReasonOptions,
) =>
  runChange(target, { change: 'cap', territory: territoryOf(target, [input]), smsPerDay, reason })

export const runSmsUncap = (target: Target, input: string[]) =>
  runChange(target, { change: 'uncap', territory: territoryOf(target, input) })

async function runChange({ deployment }: Target, smsChange: SmsChange): Promise<number> {
  console.log(await changeSms(deployment.askTeamFunction, smsChange))
  return 0
}

export async function changeSms(ask: AskTeamFunction, change: SmsChange): Promise<string> {
  const answer = await sendRequest(ask, { compute: 'sms-change', asked: change })
  if ('values' in answer) return texts.changeResult(change, answer.values[0] === true)
  const approvalText = secondPersonTexts.approval(requireApproval(answer))
  return `${texts.changeResult(change, true)}\n${approvalText}`
}

export function territoryOf(
  { election }: Pick<Target, 'election'>,
  words: readonly string[],
  exitCode = 1,
): string {
  const input = words.join(' ')
  const codes = [...new Set(election.territories.map(countedTerritory))]
  const territory = findTerritory(codes, input)
  if (territory === undefined)
    throw new CommandError(texts.unknownTerritory(input, codes), exitCode)
  return territory
}

export async function readSmsState({ deployment }: Pick<Target, 'deployment'>) {
  const { database, outputs } = deployment
  const { SmsDaysTable: table } = outputs
  const { clock, toWall, suspendedSince } = await readClocks(deployment)
  const breaker = await dynamoSmsBreakers(database, table).find()
  return { breaker, smsDays: dynamoSmsDays(database, table), now: clock(), toWall, suspendedSince }
}
