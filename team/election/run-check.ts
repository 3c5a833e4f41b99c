import type { Election } from '../../shared/domain/election/election.ts'
import { septets } from '../../shared/domain/sms/gsm7.ts'
import { someIdentifier } from '../../shared/domain/sms/sms-signature.ts'
import { checkElectionTexts as texts } from '../../shared/texts/election/check-election.ts'
import { electionInWords } from '../../shared/texts/election/election-in-words.ts'
import { oddityText } from '../../shared/texts/election/election-oddities.ts'
import { identifierSms } from '../../shared/texts/sms/sms.ts'
import { givenElection } from './given-election.ts'
import { odditiesOf } from './oddities.ts'

/** @returns the exit code: 1 when the file has mistakes, 2 when it cannot be read */
export function runCheck({ election: file }: { election: string }): number {
  const given = givenElection(file)
  if ('exitCode' in given) return given.exitCode
  console.log(readBack(given.name, given.election))
  return 0
}

function readBack(name: string, election: Election): string {
  const sms = identifierSms(someIdentifier, election.smsSignature, election)
  return [
    texts.usable(name),
    electionInWords(election, sms, septets(sms)),
    texts.toCheck(odditiesOf(election, new Date()).map(oddityText)),
  ].join('\n\n')
}
