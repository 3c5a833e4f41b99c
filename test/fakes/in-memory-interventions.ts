import type { Calendar, Calendars } from '../../shared/domain/election/calendar.ts'
import type { Intervention, Interventions } from '../../shared/domain/ledger/intervention.ts'

interface Told {
  interventions: Intervention[]
}

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

/** A change and the intervention that tells it: neither is there without the other. */
export function inMemoryCalendars(state: Told & { calendar: Calendar }): Calendars {
  return {
    find: async () => state.calendar,
    async replace(found, next, told) {
      if (found.version !== state.calendar.version) return false
      if (findIn(state, told.interventionId)) return false
      state.calendar = next
      state.interventions.push(told)
      return true
    },
  }
}
