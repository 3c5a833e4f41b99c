import { smsHelp } from '../shared/texts/sms/sms-command.ts'
import { readCount } from '../team/french-command.ts'
import { reachingProgram } from '../team/reach-options.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'
import {
  runSmsCap,
  runSmsChange,
  runSmsPause,
  runSmsState,
  runTestSms,
} from '../team/sms/run-sms.ts'

// `npm run sms`: whether SMS leave, and what makes them leave again. `npm run sms -- --help` says more.

const { commandOf, run } = reachingProgram(smsHelp)

commandOf('state').action(async (options: ReachOptions) => {
  process.exitCode = await runSmsState(options)
})

for (const change of ['try', 'close'] as const) {
  commandOf(change).action(async (options: ReachOptions) => {
    process.exitCode = await runSmsChange(change, options)
  })
}

commandOf('pause')
  .argument('<TERRITOIRE>', smsHelp.territory)
  .requiredOption('--reason <TEXTE>', smsHelp.reason)
  .action(async (territory: string, options: ReachOptions & { reason: string }) => {
    process.exitCode = await runSmsPause(territory, options)
  })

commandOf('resume')
  .argument('<TERRITOIRE>', smsHelp.territory)
  .action(async (territory: string, options: ReachOptions) => {
    process.exitCode = await runSmsPause(territory, options)
  })

commandOf('cap')
  .argument('<TERRITOIRE>', smsHelp.territory)
  .argument('<NOMBRE>', smsHelp.smsPerDay, readCount)
  .requiredOption('--reason <TEXTE>', smsHelp.reason)
  .action(async (territory: string, smsPerDay: number, options: ReachOptions) => {
    process.exitCode = await runSmsCap(territory, { ...options, smsPerDay })
  })

commandOf('uncap')
  .argument('<TERRITOIRE>', smsHelp.territory)
  .action(async (territory: string, options: ReachOptions) => {
    process.exitCode = await runSmsCap(territory, options)
  })

commandOf('test')
  .argument('<NUMÉRO>', smsHelp.phone)
  .action(async (phone: string, options: ReachOptions) => {
    process.exitCode = await runTestSms(phone, options)
  })

await run()
