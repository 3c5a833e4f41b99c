import { type Approval, isOfPair, isOpen, isResumable } from '../../shared/domain/approval.ts'
import { fewText } from '../../shared/texts/election/small-counts.ts'
import { moment } from '../../shared/texts/moments.ts'
import { DeploymentError } from '../deployment.ts'
import { openElection, withDeployment } from '../reach-election.ts'
import { unlessGone } from '../unless-gone.ts'
import { type AwsClients, awsClients } from './aws-clients.ts'
import {
  areAppealsOver,
  type Closing,
  closeElection,
  lookForRemains,
  type Outcome,
  whyOf,
} from './close-election.ts'
import { type ClosingOptions, closingOf, openRemains } from './open-closing.ts'
import { closingTexts as texts } from './texts.ts'

// Each resolves to the exit code: 1 when something is left or not allowed, 2 when no election was named, 3 when another
// person must say so too.

const codes = { closed: 0, left: 1, refused: 1, awaited: 3 } as const satisfies Record<
  Outcome,
  number
>

export interface RunOptions extends ClosingOptions {
  confirm: string
  reason?: string
}

export function runPlan(options: ClosingOptions): Promise<number> {
  return withClosing(options, async (closing) => {
    const { election, find, folder, tell, by, clock, ledger } = closing
    const { approval, isServiceGone, openUntil } = closing
    const { destroyed, kept } = await find()
    const left = await lookForRemains(closing, destroyed)
    tell(texts.title(election))
    if (left.length === 0) {
      tell(texts.nothingLeft)
      return 0
    }
    tell(
      `Gardé dans ${folder.path} : ${ledger !== undefined ? 'le journal, ' : ''}les décomptes (demandes par territoire et par état ; ${fewText} n'est pas dit), l'attestation, SHA256SUMS.`,
    )
    tell('Détruit, dans cet ordre :')
    for (const line of texts.holdings(left)) tell(line)
    for (const line of texts.stays(kept)) tell(line)
    const until = await openUntil()
    if (until) {
      tell(texts.open(until, election.timeZone))
      return 1
    }
    const requests = await unlessGone(approval.pending)
    const now = clock()
    const { appealsUntil } = election.dates
    const isOthers = (one: Approval) => !isOfPair(one, { by }) && isOpen(one, now)
    const other = requests?.find(isOthers)
    const isOurs = (one: Approval) => isOfPair(one, { by }) && isResumable(one, now)
    if (!requests || requests.some(isOurs)) tell(texts.underWay)
    else if (await areAppealsOver(closing))
      tell(
        appealsUntil
          ? `Les recours ont pris fin ${moment(appealsUntil, election.timeZone)} : une personne suffit.`
          : texts.underWay,
      )
    else if (other) tell(texts.seconded(other.by))
    else {
      if (isServiceGone)
        tell(
          "Le service n'est plus là, et rien ne dit si ce fichier est celui qui était déployé : sa date de fin des recours ne compte pas.",
        )
      tell(texts.beforeTheEnd(appealsUntil, election.timeZone))
      return 1
    }
    return 0
  })
}

export function runClosing({ confirm, reason = '', ...options }: RunOptions): Promise<number> {
  return withClosing(options, async (closing) => {
    const { name } = closing.election
    if (confirm !== name) {
      closing.tell(
        `« --confirm » doit reprendre le nom de l'élection : ${name}. Rien n'a été changé.`,
      )
      return 1
    }
    return codes[await closeElection(closing, reason)]
  })
}

export function runStatus(options: ClosingOptions): Promise<number> {
  return withClosing(options, async (closing) => {
    const { election, find, tell } = closing
    const left = await lookForRemains(closing, (await find()).destroyed)
    const lines = left.length > 0 ? texts.left(left, election.timeZone) : [texts.nothingLeft]
    for (const line of lines) tell(line)
    return left.length > 0 ? 1 : 0
  })
}

async function withClosing(
  options: ClosingOptions,
  work: (closing: Closing) => Promise<number>,
): Promise<number> {
  const aws: AwsClients | undefined = options.stack === undefined ? undefined : awsClients()
  try {
    return await withDeployment(
      options,
      (reached) => inFrench(async () => work(await closingOf(reached, options, aws))),
      () => (aws ? inFrench(() => openRemains(options, aws)) : openElection(options)),
    )
  } finally {
    for (const client of Object.values(aws ?? {})) client.destroy()
  }
}

/** A right that is missing is named: there are many, and of several services. */
async function inFrench<Done>(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DeploymentError || !isOfAws(error)) throw error
    throw new DeploymentError(whyOf(error))
  }
}

const isOfAws = (error: unknown) => '$metadata' in Object(error)
