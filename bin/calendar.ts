import { calendarHelp } from '../shared/texts/election/calendar-command.ts'
import { runCalendarChange, runShowCalendar } from '../team/calendar/run-calendar.ts'
import { readCount } from '../team/french-command.ts'
import { reachingProgram } from '../team/reach-options.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'

// `npm run calendar`: suspends the vote, resumes and extends it, by two people. `npm run calendar -- --help` says more.

const { commandOf, run } = reachingProgram(calendarHelp)

commandOf('show').action(async (options: ReachOptions) => {
  process.exitCode = await runShowCalendar(options)
})

for (const change of ['suspend', 'resume'] as const) {
  commandOf(change)
    .requiredOption('--reason <TEXTE>', calendarHelp.reason)
    .action(async (options: ReachOptions & { reason: string }) => {
      process.exitCode = await runCalendarChange({ change }, options)
    })
}

commandOf('extend')
  .argument('<MINUTES>', calendarHelp.minutes, readCount)
  .requiredOption('--reason <TEXTE>', calendarHelp.reason)
  .action(async (minutes: number, options: ReachOptions & { reason: string }) => {
    process.exitCode = await runCalendarChange({ change: 'extend', minutes }, options)
  })

await run()
