import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import type { TeamRequestOf } from '../../shared/contract/team-requests.ts'
import type { ApprovalRequest, Person } from '../../shared/domain/approval.ts'
import { electionTimeOf } from '../../shared/domain/election/calendar.ts'
import {
  type ChangedItem,
  isRestorable,
  type Restoration,
} from '../../shared/domain/reissue/restoration.ts'
import { findResumableApprovals, resumeOrRequest } from '../../shared/domain/request-approval.ts'
import { recordActionEnd, type TeamOutcome } from './answer-approval.ts'
import {
  type ItemOutcome,
  identifierHasher,
  type RestorationPorts,
  restoreItem,
} from './restore-items.ts'
import type { TeamPorts } from './team-ports.ts'

type Dependencies = RestorationPorts & Pick<TeamPorts, 'approvals' | 'election'>

type Request = TeamRequestOf<'restoration'>

type StepOf<Name extends Request['step']['is']> = Extract<Request['step'], { is: Name }>

type RestoredPage = Record<Exclude<ItemOutcome, 'unchanged'>, number> & { next?: string }

const concurrency = 10

export async function restoreTable(
  ports: Dependencies,
  person: Person,
  restoration: Request,
): Promise<TeamOutcome> {
  if (restoration.before >= restoration.after) return { refused: 'invalid' }
  const { restorations } = ports
  const { step } = restoration
  const request = requestOf(ports, restoration)
  if (step.is === 'begin') return resumeOrRequest(ports, person, request)
  const [approval] = await findResumableApprovals(ports, person, request)
  if (!approval && step.is !== 'end') return { refused: 'not-approved' }
  switch (step.is) {
    case 'copy': {
      const state = await restorations.copy(parseRestoration(restoration))
      return state === 'no-backup' ? { refused: state } : { values: [state] }
    }
    case 'page':
      return { values: [await restorePage(ports, restoration, step)] }
    case 'end':
      if (approval) await restorations.deleteCopies(parseRestoration(restoration))
      return recordActionEnd(ports, person, request, step.counts)
  }
}

function requestOf({ election }: Dependencies, restoration: Request): ApprovalRequest {
  const { table, before, after, onlyMissing, reason } = restoration
  const subject = `${stackNamesOf(election).data} ${table}`
  return {
    ...{ realm: 'team', kind: 'restoration', target: table, subject, reason },
    action: [before, after, onlyMissing ? 'missing' : 'all'],
    state: [],
  }
}

const parseRestoration = ({ table, before, after }: Request): Restoration => ({
  table,
  before: new Date(before),
  after: new Date(after),
})

async function restorePage(
  dependencies: Dependencies,
  request: Request,
  { segment, segments, from, writes }: StepOf<'page'>,
): Promise<RestoredPage> {
  const { restorations, calendars, clock } = dependencies
  const restoration = parseRestoration(request)
  const calendar = await calendars.find()
  const toElectionTime = (at: WallInstant) => electionTimeOf(calendar, at, clock())
  const copyTimes = {
    before: toElectionTime(restoration.before),
    after: toElectionTime(restoration.after),
  }
  const { items, next } = await restorations.page(restoration, [segment, segments], from)
  const restorableItems = items.filter((item) => isRestorable(item, request.onlyMissing))
  const phones = restoration.table === 'phones' ? restorableItems.map(({ key }) => key) : []
  const evidence = {
    copyTimes,
    reissuesByPhone: await restorations.reissuesTo(phones),
    hashOf: await identifierHasher(dependencies),
  }
  const page: RestoredPage = { missing: 0, altered: 0, restored: 0, busy: 0, ...(next && { next }) }
  const restore = async (item: ChangedItem) => {
    const outcome = await restoreItem(dependencies, restoration.table, item, evidence, writes)
    if (outcome !== 'unchanged') page[outcome]++
  }
  for (let start = 0; start < restorableItems.length; start += concurrency) {
    await Promise.all(restorableItems.slice(start, start + concurrency).map(restore))
  }
  return page
}
