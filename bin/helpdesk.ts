import { Command } from 'commander'
import { helpCommandText } from '../shared/texts/command-line.ts'
import { helpdeskHelp } from '../shared/texts/roll/helpdesk-command.ts'
import { inFrench, runInFrench } from '../team/french-command.ts'
import type { Recipient } from '../team/helpdesk/grant-sms.ts'
import { type HelpdeskOptions, runFreePhone, runGrantSms } from '../team/helpdesk/run-helpdesk.ts'
import { withReachOptions } from '../team/reach-options.ts'

// `npm run helpdesk`: what staff may allow a voter. `npm run helpdesk -- --help` says more.

const program = inFrench(new Command(helpdeskHelp.name))
  .usage(helpdeskHelp.usage)
  .helpCommand('help [commande]', helpCommandText)
  .description(helpdeskHelp.program)
  .addHelpText('after', helpdeskHelp.examples)

function commandOf(name: keyof typeof helpdeskHelp.commands): Command {
  const command = inFrench(program.command(name).description(helpdeskHelp.commands[name]))
  return withReachOptions(command).requiredOption('--reason <TEXTE>', helpdeskHelp.reason)
}

commandOf('sms')
  .option('--email <ADRESSE>', helpdeskHelp.email)
  .option('--phone <NUMÉRO>', helpdeskHelp.phone)
  .action(async ({ email, phone, ...options }: Recipient & HelpdeskOptions) => {
    process.exitCode = await runGrantSms(
      { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) },
      options,
    )
  })

commandOf('free-phone')
  .requiredOption('--phone <NUMÉRO>', helpdeskHelp.phone)
  .action(async ({ phone, ...options }: { phone: string } & HelpdeskOptions) => {
    process.exitCode = await runFreePhone(phone, options)
  })

await runInFrench(program, helpdeskHelp.name)
