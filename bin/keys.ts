import { Argument, Command } from 'commander'
import { type RingName, ringNames } from '../shared/domain/keys.ts'
import { helpCommandText } from '../shared/texts/command-line.ts'
import { keysHelp } from '../shared/texts/keys-command.ts'
import { inFrench, runInFrench } from '../team/french-command.ts'
import { type RetireOptions, runAdd, runRetire, runShow, runUse } from '../team/keys/run-keys.ts'
import { withReachOptions } from '../team/reach-options.ts'
import type { ReachOptions } from '../team/roll/reach-roll.ts'

// `npm run keys`: replaces the keys of an election that is running. `npm run keys -- --help` says more.

const program = inFrench(new Command(keysHelp.name))
  .usage(keysHelp.usage)
  .helpCommand('help [commande]', helpCommandText)
  .description(keysHelp.program)
  .addHelpText('after', keysHelp.examples)

function commandOf(name: keyof typeof keysHelp.commands): Command {
  return withReachOptions(inFrench(program.command(name).description(keysHelp.commands[name])))
}

const group = () => new Argument('<GROUPE>', keysHelp.group).choices(ringNames)

commandOf('show').action(async (options: ReachOptions) => {
  process.exitCode = await runShow(options)
})

commandOf('add')
  .addArgument(group())
  .action(async (name: RingName, options: ReachOptions) => {
    process.exitCode = await runAdd(name, options)
  })

commandOf('use')
  .addArgument(group())
  .action(async (name: RingName, options: ReachOptions) => {
    process.exitCode = await runUse(name, options)
  })

commandOf('retire')
  .addArgument(group())
  .option('--forget-browsers', keysHelp.forgetBrowsers)
  .action(async (name: RingName, options: RetireOptions) => {
    process.exitCode = await runRetire(name, options)
  })

await runInFrench(program, keysHelp.name)
