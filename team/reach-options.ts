import { type Command, Option } from 'commander'
import { rollHelp } from '../shared/texts/roll/roll-command.ts'

/** Which election a command is about: each command that reaches one has the same three options. */
export function withReachOptions(command: Command): Command {
  return command
    .addOption(new Option('--local [PORT]', rollHelp.local).preset('8080').conflicts('stack'))
    .addOption(new Option('--stack [NOM]', rollHelp.stack).preset(''))
    .addOption(new Option('--election <FICHIER>', rollHelp.election).default('election.json'))
}
