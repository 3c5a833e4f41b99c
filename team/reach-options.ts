import { type Command, Option } from 'commander'
import { helpCommandText } from '../shared/texts/command-line.ts'
import { rollHelp } from '../shared/texts/roll/roll-command.ts'
import { frenchCommand, inFrench, runInFrench } from './french-command.ts'

export function withReachOptions(command: Command): Command {
  return command
    .addOption(new Option('--local [PORT]', rollHelp.local).preset('8080').conflicts('stack'))
    .addOption(new Option('--stack [NOM]', rollHelp.stack).preset(''))
    .addOption(new Option('--election <FICHIER>', rollHelp.election).default('election.json'))
}

interface ProgramHelp<Name extends string> {
  name: string
  usage: string
  program: string
  commands: Readonly<Record<Name, string>>
  examples: string
}

export function reachingProgram<Name extends string>(help: ProgramHelp<Name>) {
  const program = frenchCommand({ ...help, description: help.program })
    .helpCommand('help [commande]', helpCommandText)
    .addHelpText('after', help.examples)
  return {
    commandOf: (name: Name): Command =>
      withReachOptions(inFrench(program.command(name).description(help.commands[name]))),
    run: () => runInFrench(program),
  }
}
