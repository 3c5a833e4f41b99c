import { helpdeskHelp } from '../shared/texts/roll/helpdesk-command.ts'
import { exiting } from '../team/french-command.ts'
import type { Recipient } from '../team/helpdesk/allow.ts'
import {
  type HelpdeskOptions,
  runExplain,
  runFreePhone,
  runGrantSms,
  runLiftWait,
} from '../team/helpdesk/run-helpdesk.ts'
import { reachingProgram } from '../team/reach-options.ts'

// `npm run helpdesk`: what staff may tell and allow a voter. `npm run helpdesk -- --help` says more.

const { commandOf, run } = reachingProgram(helpdeskHelp)

commandOf('explain')
  .argument('<ADRESSE>', helpdeskHelp.email)
  .option('--logs', helpdeskHelp.logs)
  .action(exiting(runExplain))

commandOf('sms')
  .requiredOption('--reason <TEXTE>', helpdeskHelp.reason)
  .option('--email <ADRESSE>', helpdeskHelp.email)
  .option('--phone <NUMÉRO>', helpdeskHelp.phone)
  .action(exiting((options: Recipient & HelpdeskOptions) => runGrantSms(options, options)))

commandOf('free-phone')
  .requiredOption('--reason <TEXTE>', helpdeskHelp.reason)
  .requiredOption('--phone <NUMÉRO>', helpdeskHelp.phone)
  .action(
    exiting((options: HelpdeskOptions & { phone: string }) => runFreePhone(options.phone, options)),
  )

commandOf('lift-wait')
  .requiredOption('--reason <TEXTE>', helpdeskHelp.reason)
  .requiredOption('--email <ADRESSE>', helpdeskHelp.email)
  .action(
    exiting((options: HelpdeskOptions & { email: string }) => runLiftWait(options.email, options)),
  )

await run()
