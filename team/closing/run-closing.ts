import { type Approval, isOpen, isResumable, tookPart } from '../../shared/domain/approval.ts'
import { smallCountText } from '../../shared/texts/election/small-counts.ts'
import { moment } from '../../shared/texts/moments.ts'
import { CommandError } from '../command-error.ts'
import { ignoreMissing } from '../ignore-missing.ts'
import { openElection, withDeployment } from '../reach-election.ts'
import { type AwsClients, newAwsClients } from './aws-clients.ts'
import {
  areAppealsOver,
  type Closing,
  closeElection,
  findRemainingHoldings,
} from './close-election.ts'
import { type ClosingOptions, closingOf, openForClosing } from './open-closing.ts'
import { closingTexts as texts } from './texts.ts'

export interface CloseOptions extends ClosingOptions {
  confirm: string
  reason?: string
}

export function runClosing({ confirm, reason = '', ...options }: CloseOptions): Promise<number> {
  return withClosing(options, async (closing) => {
    const { name } = closing.election
    if (confirm !== name)
      throw new CommandError(
        `« --confirm » doit reprendre le nom de l'élection : ${name}. Rien n'a été changé.`,
      )
    return (await closeElection(closing, reason)) ? 0 : 1
  })
}

export function runStatus(options: ClosingOptions): Promise<number> {
  return withClosing(options, async (closing) => {
    const { election, findHoldings, folder, print, ledger } = closing
    const { toDestroy, toKeep } = await findHoldings()
    const remainingHoldings = await findRemainingHoldings(closing, toDestroy)
    if (remainingHoldings.length === 0) {
      print(texts.noHolding)
      return 0
    }
    print(texts.heading(election))
    print(
      `Gardé dans ${folder.path} : ${ledger !== undefined ? 'le journal, ' : ''}les décomptes (demandes par territoire et par état ; « ${smallCountText} » remplace un petit nombre), l'attestation, SHA256SUMS.`,
    )
    for (const line of texts.remainingHoldings(remainingHoldings, election.timeZone)) print(line)
    for (const line of texts.keptLines(toKeep)) print(line)
    print(await permissionText(closing))
    return 1
  })
}

async function permissionText(closing: Closing): Promise<string> {
  const { election, approval, isServiceGone, by, clock } = closing
  const { timeZone, dates } = election
  const voteEnd = await closing.findVoteEnd()
  if (voteEnd) return texts.voteInProgress(voteEnd, timeZone)
  const requests = await ignoreMissing(approval.findRequests)
  const now = clock()
  const involvesCaller = (request: Approval) => tookPart(request, { by })
  if (!requests || requests.some((request) => involvesCaller(request) && isResumable(request, now)))
    return texts.closingInProgress
  if (await areAppealsOver(closing)) {
    return dates.appealsUntil
      ? `Les recours ont pris fin ${moment(dates.appealsUntil, timeZone)} : une personne suffit.`
      : texts.closingInProgress
  }
  const openRequest = requests.find((request) => !involvesCaller(request) && isOpen(request, now))
  if (openRequest) return texts.request(openRequest.by)
  return isServiceGone ? texts.unknownEnd : texts.beforeAppealsEnd(dates.appealsUntil, timeZone)
}

async function withClosing(
  options: ClosingOptions,
  work: (closing: Closing) => Promise<number>,
): Promise<number> {
  const awsClients: AwsClients | undefined = options.stack ? newAwsClients() : undefined
  try {
    return await withDeployment(
      options,
      async (target) => work(await closingOf(target, options, awsClients)),
      () => (awsClients ? openForClosing(options, awsClients) : openElection(options)),
    )
  } finally {
    for (const client of Object.values(awsClients ?? {})) client.destroy()
  }
}
