import { join } from 'node:path'
import { Command } from 'commander'
import type { Election } from '../shared/domain/election/election.ts'
import { septets } from '../shared/domain/sms/gsm7.ts'
import { someIdentifier } from '../shared/domain/sms/sms-signature.ts'
import { checkElectionTexts as texts } from '../shared/texts/election/check-election.ts'
import { electionInWords } from '../shared/texts/election/election-in-words.ts'
import { mistakesText } from '../shared/texts/election/election-mistakes.ts'
import { oddityText } from '../shared/texts/election/election-oddities.ts'
import { identifierSms } from '../shared/texts/sms/sms.ts'
import { checkElectionFile } from '../shared/tooling/election-file.ts'
import { odditiesOf } from '../team/election/oddities.ts'
import { inFrench, runInFrench } from '../team/french-command.ts'

// `npm run check-election`: election.json, its mistakes or what it says. `npm run check-election -- --help` says more.

const misuse = 2
const ordinaryFile = 'election.json'

const command = inFrench(new Command(texts.name))
  .usage('[FICHIER]')
  .description(texts.description)
  .argument('[FICHIER]', texts.file)
  .addHelpText('after', `\n${texts.outcomes}`)
  .action((file: string | undefined) => {
    process.exitCode = check(file)
  })

await runInFrench(command, texts.name)

function check(file: string | undefined): number {
  const name = file ?? ordinaryFile
  const checked = checkElectionFile(file ?? join(import.meta.dirname, '..', ordinaryFile))
  if ('unreadable' in checked) {
    console.error(texts.unreadable(name, checked.unreadable))
    return misuse
  }
  if ('mistakes' in checked) {
    console.error(mistakesText(name, checked.mistakes))
    return 1
  }
  console.log(readBack(name, checked.election))
  return 0
}

function readBack(name: string, election: Election): string {
  const sms = identifierSms(someIdentifier, election.smsSignature)
  return [
    texts.usable(name),
    electionInWords(election, sms, septets(sms)),
    texts.toCheck(odditiesOf(election, new Date()).map(oddityText)),
  ].join('\n\n')
}
