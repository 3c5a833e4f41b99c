import { smsHelp } from '../shared/texts/sms/sms-command.ts'
import { exiting, readCount } from '../team/french-command.ts'
import type { ReachOptions } from '../team/reach-election.ts'
import { reachingProgram } from '../team/reach-options.ts'
import {
  runSmsCap,
  runSmsChange,
  runSmsPause,
  runSmsState,
  runTestSms,
} from '../team/sms/run-sms.ts'

// `npm run sms`: whether SMS leave, and what makes them leave again. `npm run sms -- --help` says more.

const { commandOf, run } = reachingProgram(smsHelp)

commandOf('state').action(exiting(runSmsState))

for (const change of ['try', 'close'] as const) {
  commandOf(change).action(exiting((options: ReachOptions) => runSmsChange(change, options)))
}

commandOf('pause')
  .argument('<TERRITOIRE>', smsHelp.territory)
  .requiredOption('--reason <TEXTE>', smsHelp.reason)
  .action(exiting(runSmsPause))

commandOf('resume').argument('<TERRITOIRE>', smsHelp.territory).action(exiting(runSmsPause))

commandOf('cap')
  .argument('<TERRITOIRE>', smsHelp.territory)
  .argument('<NOMBRE>', smsHelp.smsPerDay, readCount)
  .requiredOption('--reason <TEXTE>', smsHelp.reason)
  .action(
    exiting((territory: string, smsPerDay: number, options: ReachOptions) =>
      runSmsCap(territory, { ...options, smsPerDay }),
    ),
  )

commandOf('uncap').argument('<TERRITOIRE>', smsHelp.territory).action(exiting(runSmsCap))

commandOf('test').argument('<NUMÉRO>', smsHelp.phone).action(exiting(runTestSms))

await run()
