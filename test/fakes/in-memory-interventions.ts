import type { Calendar } from '../../shared/domain/election/calendar.ts'
import type { ChangingCalendars } from '../../shared/domain/election/calendar-change.ts'
import type { Interventions } from '../../shared/domain/ledger/intervention.ts'
import { type Consents, writeApproval } from './in-memory-approvals.ts'

type Told = Pick<Consents, 'interventions'>

const findIn = ({ interventions }: Told, id: string) =>
  interventions.find(({ interventionId }) => interventionId === id)

export function inMemoryInterventions(state: Told): Interventions {
  return {
    async record(intervention) {
      if (Object.values(intervention).includes(undefined)) {
        throw new Error('DynamoDB writes no undefined')
      }
      if (findIn(state, intervention.interventionId)) return false
      state.interventions.push(intervention)
      return true
    },
    find: async (id) => findIn(state, id),
    all: async () =>
      state.interventions.toSorted((one, other) => one.at.getTime() - other.at.getTime()),
  }
}

export function inMemoryCalendars(state: Consents & { calendar: Calendar }): ChangingCalendars {
  return {
    find: async () => state.calendar,
    async replace(found, next, use) {
      if (found.version !== state.calendar.version) return false
      if (!writeApproval(state, use)) return false
      state.calendar = next
      return true
    },
  }
}
