import { readFile } from 'node:fs/promises'
import { dynamoWipedTables } from '../../shared/adapters/roll/dynamo-wiped-tables.ts'
import { inviteGuest } from '../../shared/adapters/voter/invite-guest.ts'
import { RollModeError } from '../../shared/domain/roll/roll.ts'
import { modeOfRoll } from '../../shared/domain/roll/roll-operation.ts'
import { number } from '../../shared/texts/numbers.ts'
import { CommandError } from '../command-error.ts'
import { tableNamesOf } from '../deployment.ts'
import { requestApproval, requestValue, requireApproval } from '../keys/ask-team-function.ts'
import { secondPersonTexts } from '../keys/second-person.ts'
import type { ReasonOptions, Target } from '../reach-election.ts'
import { rollTables } from '../roll/roll-access.ts'
import { operateOnRoll } from '../roll/roll-lock.ts'
import { rollTexts } from '../roll/texts.ts'
import { inviteGuests, readGuests } from './invite-guests.ts'
import { rehearsalCommandTexts as texts } from './texts.ts'
import { countItems, type WipeResult, wipeRehearsal } from './wipe-rehearsal.ts'

export async function runGuests({ deployment, election }: Target, file: string): Promise<number> {
  checkIsRehearsal(election)
  const { guests, malformedLines } = readGuests(await readFile(file, 'utf8'))
  if (malformedLines.length > 0) throw new CommandError(texts.malformedLines(malformedLines))
  const { database, outputs, keyedValues } = deployment
  const ports = {
    keyedValues,
    roll: rollTables(deployment).roll,
    invite: (voterId: string) => inviteGuest(database, outputs.VotersTable, voterId),
  }
  const { invitedCount, unknownLines } = await inviteGuests(ports, guests)
  console.log(texts.invitedGuests(invitedCount))
  if (unknownLines.length > 0) throw new CommandError(texts.unknownLines(unknownLines))
  return 0
}

export async function runWipe(
  { deployment, election }: Target,
  { reason }: ReasonOptions,
): Promise<number> {
  checkIsRehearsal(election)
  const { askTeamFunction, database, outputs } = deployment
  const { operations } = rollTables(deployment)
  if (modeOfRoll(await operations.list()) === 'vote') throw new RollModeError('vote')
  const tables = dynamoWipedTables(database, tableNamesOf(outputs))
  const counts = await Promise.all(tables.map(countItems))
  if (counts.every((itemCount) => itemCount === 0)) {
    console.log(texts.noItem)
    return 0
  }
  const answer = await requestApproval(askTeamFunction, { compute: 'wipe', reason })
  console.error(secondPersonTexts.approval(requireApproval(answer, false)))
  let result: WipeResult = { counts: {}, remainingItemCount: 0 }
  await operateOnRoll(
    {
      ...{ operations, clock: () => new Date(), mode: election.mode, kind: 'wipe', reason },
      onWait: (remainingSeconds) => console.error(rollTexts.lockWait(remainingSeconds)),
    },
    async ({ checkLockHeld }) => {
      const reportTable = (table: string) => console.error(texts.tableProgress(table))
      result = await wipeRehearsal(tables, { checkLockHeld, reportTable })
      return {}
    },
  )
  if (result.remainingItemCount > 0)
    throw new CommandError(
      `Il reste ${number(result.remainingItemCount)} éléments que le site a écrits entre-temps : relancez la même commande.`,
    )
  await requestValue(askTeamFunction, { compute: 'wipe', reason, wiped: result.counts })
  console.log(texts.completion)
  return 0
}

function checkIsRehearsal({ mode }: Target['election']): void {
  if (mode !== 'rehearsal') throw new CommandError(texts.deployedVote)
}
