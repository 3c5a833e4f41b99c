import { helpdeskHelp } from '../shared/texts/roll/helpdesk-command.ts'
import type { Recipient } from '../team/helpdesk/grant-sms.ts'
import {
  type ExplainOptions,
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
  .action(async (email: string, options: ExplainOptions) => {
    process.exitCode = await runExplain(email, options)
  })

commandOf('sms')
  .requiredOption('--reason <TEXTE>', helpdeskHelp.reason)
  .option('--email <ADRESSE>', helpdeskHelp.email)
  .option('--phone <NUMÉRO>', helpdeskHelp.phone)
  .action(async ({ email, phone, ...options }: Recipient & HelpdeskOptions) => {
    process.exitCode = await runGrantSms(
      { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) },
      options,
    )
  })

commandOf('free-phone')
  .requiredOption('--reason <TEXTE>', helpdeskHelp.reason)
  .requiredOption('--phone <NUMÉRO>', helpdeskHelp.phone)
  .action(async ({ phone, ...options }: { phone: string } & HelpdeskOptions) => {
    process.exitCode = await runFreePhone(phone, options)
  })

commandOf('lift-wait')
  .requiredOption('--reason <TEXTE>', helpdeskHelp.reason)
  .requiredOption('--email <ADRESSE>', helpdeskHelp.email)
  .action(async ({ email, ...options }: { email: string } & HelpdeskOptions) => {
    process.exitCode = await runLiftWait(email, options)
  })

await run()
