import { expect, it } from 'vitest'
import { clocksOf, emptyCalendar } from '../../shared/domain/election/calendar.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { election } from '../builders/voters.ts'
import { plain } from './plain.ts'

const { dates } = election
const opened = (minutes: number) => new Date(dates.voteOpensAt.getTime() + minutes * 60_000)

function textAt(at: Date, changes: Partial<typeof emptyCalendar> = {}): string {
  const clocks = clocksOf(
    () => ({ ...emptyCalendar, ...changes }),
    () => at,
  )
  return plain(voteStateText(clocks, election, at))
}

it('the state of the vote for staff and delegates gives the opening and the close, or says that it is closed', () => {
  expect(textAt(opened(-60 * 24))).toMatch(/^Le vote ouvre le .* et ferme le .*\.$/)
  expect(textAt(opened(0))).toMatch(/^Le vote ferme le .*\.$/)
  expect(textAt(dates.voteClosesAt)).toMatch(/^Le vote est clos depuis .*\.$/)
})

it('the state of the vote for staff and delegates says during a suspension which close was planned', () => {
  const planned = /ferme (.*)\.$/.exec(textAt(opened(0)))?.[1]
  const suspended = { suspensions: [{ from: opened(5) }] }
  for (const minutes of [6, 60])
    expect(textAt(opened(minutes), suspended)).toMatch(
      new RegExp(`^Le vote est suspendu depuis .*prévue ${planned}, sera repoussée d'autant\\.$`),
    )
})

it('the state of the vote for staff and delegates gives the new and the planned close after a suspension or an extension', () => {
  const planned = /ferme le (.*)\.$/.exec(textAt(opened(0)))?.[1]
  const moved = new RegExp(`^La fermeture du vote est repoussée au .*prévue le ${planned}\\.$`)
  expect(textAt(opened(60), { extendedMinutes: 30 })).toMatch(moved)
  expect(textAt(opened(60), { suspensions: [{ from: opened(5), to: opened(15) }] })).toMatch(moved)
})
