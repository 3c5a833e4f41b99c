import { type Command, Option } from 'commander'
import { helpCommandText } from '../shared/texts/command-line.ts'
import { rollHelp } from '../shared/texts/roll/roll-command.ts'
import { frenchCommand, inFrench, runInFrench } from './french-command.ts'

/** Which election a command is about: each command that reaches one has the same three options. */
export function withReachOptions(command: Command): Command {
  return command
    .addOption(new Option('--local [PORT]', rollHelp.local).preset('8080').conflicts('stack'))
    .addOption(new Option('--stack [NOM]', rollHelp.stack).preset(''))
    .addOption(new Option('--election <FICHIER>', rollHelp.election).default('election.json'))
}

/** What a command of several says of itself, in French. */
interface ProgramHelp<Name extends string> {
  name: string
  usage: string
  program: string
  commands: Readonly<Record<Name, string>>
  examples: string
}

/** A command line of several commands, each of which reaches an election. */
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
