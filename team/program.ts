import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { isReason } from '../shared/domain/staff/reason.ts'
import { misuseText } from './misuse-text.ts'
import { reportFailure, runOnTarget, type TargetCommand } from './reach-election.ts'

type Parameter = Argument | Option

type VerbAction = (...args: never[]) => number | Promise<number>

export function defineProgram(noun: string, description: string, ...examples: readonly string[]) {
  const name = `npm run ${noun} --`
  const program = useFrench(new Command(name))
    .usage('<commande> [options]')
    .description(description)
    .helpCommand('help [commande]', "montre l'aide d'une commande")
    .addHelpText('after', ['\nExemples :', ...examples].join(`\n  ${name} `))
    .addHelpText(
      'after',
      '\nCode de sortie 2 : la commande est mal écrite, ou le fichier de l’élection a des fautes.',
    )

  function addVerb(name: string, run: VerbAction, parameters: readonly Parameter[]): Command {
    const command = useFrench(program.command(name))
    for (const parameter of [...parameters, electionOption()]) {
      if (parameter instanceof Argument) command.addArgument(parameter)
      else command.addOption(parameter)
    }
    const runVerb = run as (...args: unknown[]) => ReturnType<VerbAction>
    return command.action(async (...args: unknown[]) => {
      // Commander passes the command as the last argument.
      const action = async () => runVerb(...args.slice(0, -1))
      process.exitCode = await action().catch(reportFailure)
    })
  }

  return {
    fileVerb: (name: string, run: VerbAction, ...parameters: readonly Parameter[]) =>
      addVerb(name, run, parameters),
    targetVerb: (name: string, run: VerbAction, ...parameters: readonly Parameter[]) =>
      addVerb(name, run, [...parameters, ...targetOptions()]),
    electionVerb: (name: string, work: TargetCommand, ...parameters: readonly Parameter[]) =>
      addVerb(name, runOnTarget(work), [...parameters, ...targetOptions()]),
    run: (args: readonly string[] = process.argv.slice(2)) => runInFrench(program, moveFlags(args)),
  }
}

const misuseExitCode = 2

const helpTitles: Record<string, string> = {
  'Usage:': 'Usage :',
  'Arguments:': "Ce qu'on donne :",
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
}

function useFrench(command: Command): Command {
  return command
    .helpOption('-h, --help', 'montre cette aide')
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => helpTitles[title] ?? title,
      optionDescription,
      subcommandTerm: (subcommand) => subcommand.name(),
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride()
}

const optionDescription = ({ description, defaultValue, argChoices }: Option) =>
  [
    description,
    ...(argChoices ? [`(${argChoices.join(' ou ')})`] : []),
    ...(defaultValue === undefined ? [] : [`(sans précision : ${defaultValue})`]),
  ].join(' ')

async function runInFrench(program: Command, args: readonly string[]): Promise<void> {
  // A reader such as `head` may close the pipe: the command still finishes its work.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? 0 : misuseExitCode
    if (error.exitCode !== 0) console.error(misuseText(program.name(), error))
  }
}

export const reasonOption = (isRequired = true) =>
  new Option('--reason <TEXTE>', 'pourquoi, en quelques mots, sans nom, adresse ni numéro')
    .argParser((input) => {
      const reason = input.trim()
      if (isReason(reason)) return reason
      throw new InvalidArgumentError('Dites pourquoi en quelques mots, sans nommer personne.')
    })
    .makeOptionMandatory(isRequired)

export function wholeNumberParser(minimum: number, maximum: number) {
  return (input: string): number => {
    const value = Number(input)
    if (/^\d+$/.test(input) && value >= minimum && value <= maximum) return value
    throw new InvalidArgumentError(`Il faut un nombre entier, de ${minimum} à ${maximum}.`)
  }
}

const electionOption = () =>
  new Option('--election <FICHIER>', "le fichier de l'élection").default('election.json')

const targetOptions = () => [
  new Option('--local', "l'élection de « npm start » sur cette machine").conflicts('stack'),
  new Option('--port <PORT>', 'avec « --local », celui de son site')
    .argParser(wholeNumberParser(1, 65_534))
    .default(8080),
  new Option('--stack', "l'élection déployée sur AWS, celle de son fichier"),
]

const targetFlags = ['--local', '--stack']

/** Commander refuses these flags before the verb. */
function moveFlags(args: readonly string[]): string[] {
  const otherWords = args.filter((word) => !targetFlags.includes(word))
  const verbIndex = otherWords.findIndex((word) => !word.startsWith('-'))
  const flags = args.filter((word) => targetFlags.includes(word))
  return [...otherWords.slice(0, verbIndex + 1), ...flags, ...otherWords.slice(verbIndex + 1)]
}
