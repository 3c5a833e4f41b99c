import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { RestorationRequest as Asked, Refusal } from '../../shared/contract/team-requests.ts'
import type { ApprovalRequest } from '../../shared/domain/approval.ts'
import { askOrBegin, begunApprovals } from '../../shared/domain/ask-approval.ts'
import { electionTimeOf } from '../../shared/domain/election/calendar.ts'
import {
  type Damage,
  type DamagedItem,
  isRestorable,
} from '../../shared/domain/reissue/restoration.ts'
import {
  type AnsweredApproval,
  answerApproval,
  approvalPorts,
  endApproved,
  personOf,
  type TeamPorts,
} from './answer-approval.ts'
import type { Caller } from './read-caller.ts'
import {
  identifierHashes,
  type Outcome,
  type RestoringPorts,
  restoreItem,
} from './restore-items.ts'

interface Dependencies extends TeamPorts, RestoringPorts {
  keys: TeamPorts['keys'] & RestoringPorts['keys']
  election: { name: string }
}

type Step<Is extends Asked['step']['is']> = Extract<Asked['step'], { is: Is }>

type RestoredPage = Record<Exclude<Outcome, 'as-it-was'>, number> & { next?: string }

const atOnce = 10

export async function restoreTable(
  dependencies: Dependencies,
  caller: Caller,
  asked: Asked,
): Promise<AnsweredApproval | { values: unknown[] } | { refused: Refusal }> {
  if (asked.before >= asked.after) return { refused: 'invalid' }
  const { restorations } = dependencies
  const { step } = asked
  const ports = approvalPorts(dependencies)
  const request = requestOf(dependencies, asked)
  if (step.is === 'begin') return answerApproval(await askOrBegin(ports, personOf(caller), request))
  const [begun] = await begunApprovals(ports, personOf(caller), request)
  if (!begun && step.is !== 'end') return { refused: 'not-approved' }
  switch (step.is) {
    case 'copy': {
      const state = await restorations.copy(damageOf(asked))
      return state === 'no-backup' ? { refused: state } : { values: [state] }
    }
    case 'page':
      return { values: [await restorePage(dependencies, asked, step)] }
    case 'end':
      if (begun) await restorations.deleteCopies(damageOf(asked))
      return endApproved(dependencies, caller, request, step.counts)
  }
}

function requestOf({ election }: Dependencies, asked: Asked): ApprovalRequest {
  const { table, before, after, onlyMissing, reason } = asked
  const subject = `${stackNamesOf(election).kept} ${table}`
  return {
    ...{ realm: 'team', kind: 'restoration', target: table, subject, reason },
    action: [before, after, onlyMissing ? 'missing' : 'all'],
    state: [],
  }
}

const damageOf = ({ table, before, after }: Asked): Damage => ({
  table,
  before: new Date(before),
  after: new Date(after),
})

async function restorePage(
  dependencies: Dependencies,
  asked: Asked,
  { segment, segments, from, writes }: Step<'page'>,
): Promise<RestoredPage> {
  const { restorations, calendars, clock } = dependencies
  const damage = damageOf(asked)
  const calendar = await calendars.find()
  const electionTime = (at: WallInstant) => electionTimeOf(calendar, at, clock())
  const copiedAt = { before: electionTime(damage.before), after: electionTime(damage.after) }
  const { items, next } = await restorations.page(damage, [segment, segments], from)
  const restorable = items.filter((one) => isRestorable(one, asked.onlyMissing))
  const phones = damage.table === 'phones' ? restorable.map(({ key }) => key) : []
  const proofs = {
    copiedAt,
    reissuesTo: await restorations.reissuesTo(phones),
    hashOf: await identifierHashes(dependencies),
  }
  const told: RestoredPage = { missing: 0, altered: 0, restored: 0, busy: 0, ...(next && { next }) }
  const restore = async (item: DamagedItem) => {
    const outcome = await restoreItem(dependencies, damage.table, item, proofs, writes)
    if (outcome !== 'as-it-was') told[outcome]++
  }
  for (let start = 0; start < restorable.length; start += atOnce) {
    await Promise.all(restorable.slice(start, start + atOnce).map(restore))
  }
  return told
}
