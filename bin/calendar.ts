import { calendarHelp } from '../shared/texts/election/calendar-command.ts'
import { runCalendarChange, runShowCalendar } from '../team/calendar/run-calendar.ts'
import { exiting, readCount } from '../team/french-command.ts'
import type { ReachOptions } from '../team/reach-election.ts'
import { reachingProgram } from '../team/reach-options.ts'

// `npm run calendar`: suspends the vote, resumes and extends it, by two people. `npm run calendar -- --help` says more.

type Reasoned = ReachOptions & { reason: string }

const { commandOf, run } = reachingProgram(calendarHelp)

commandOf('show').action(exiting(runShowCalendar))
for (const change of ['suspend', 'resume'] as const) {
  commandOf(change)
    .requiredOption('--reason <TEXTE>', calendarHelp.reason)
    .action(exiting((options: Reasoned) => runCalendarChange({ change }, options)))
}
commandOf('extend')
  .argument('<MINUTES>', calendarHelp.minutes, readCount)
  .requiredOption('--reason <TEXTE>', calendarHelp.reason)
  .action(
    exiting((minutes: number, options: Reasoned) =>
      runCalendarChange({ change: 'extend', minutes }, options),
    ),
  )

await run()
