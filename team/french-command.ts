import { Command, CommanderError, InvalidArgumentError, type Option } from 'commander'
import {
  choicesText,
  defaultText,
  frenchTitle,
  helpOptionText,
  misuseText,
  notCountText,
} from '../shared/texts/command-line.ts'

const misuse = 2

interface CommandHelp {
  name: string
  usage: string
  description: string
  outcomes?: string
}

export function frenchCommand({ name, usage, description, outcomes }: CommandHelp): Command {
  const command = inFrench(new Command(name)).usage(usage).description(description)
  return outcomes === undefined ? command : command.addHelpText('after', `\n${outcomes}`)
}

/** What was typed, as a terminal may show it. */
export const printable = (typed: string) => typed.replace(/\p{C}/gu, '\ufffd')

/** An action whose number is the exit code of the process. */
export function exiting<Given extends unknown[]>(
  run: (...given: Given) => number | Promise<number>,
) {
  return async (...given: Given): Promise<void> => {
    process.exitCode = await run(...given)
  }
}

/** Commander, in French: it prints its help, and says nothing else by itself. */
export function inFrench(command: Command): Command {
  return command
    .helpOption('-h, --help', helpOptionText)
    .helpCommand(false)
    .configureHelp({
      styleTitle: frenchTitle,
      optionDescription,
      subcommandTerm: (one) => one.name(),
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
}

function optionDescription({
  description,
  defaultValue,
  defaultValueDescription,
  argChoices,
}: Option) {
  const value = defaultValueDescription ?? defaultValue
  return [
    description,
    ...(argChoices ? [choicesText(argChoices)] : []),
    ...(value === undefined || value === false ? [] : [defaultText(String(value))]),
  ].join(' ')
}

/** What a parser of ours said of a value. Commander says what it allows in English: the help has that. */
function ownReasonIn(message: string): string | undefined {
  const [, reason] = /is invalid(?: for argument '[^']*')?\. (.*)$/s.exec(message) ?? []
  return reason?.startsWith('Allowed') ? undefined : reason
}

/** A number of voters, of requests, of SMS: 1 to 999,999,999. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(notCountText)
  return Number(text)
}

/** Runs a command line and ends the process with its code: 2 when it was not understood. */
export async function runInFrench(
  command: Command,
  words: readonly string[] = process.argv.slice(2),
): Promise<void> {
  // `… | head` reads no further: what is under way is brought to its end all the same.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  try {
    await command.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? 0 : misuse
    if (error.exitCode === 0) return
    const [, named = ''] = /'([^' ,]+)/.exec(error.message.replace(/-\w, /, '')) ?? []
    console.error(
      misuseText(command.name(), error.code, printable(named), ownReasonIn(error.message)),
    )
  }
}
