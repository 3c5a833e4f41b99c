import { Argument } from 'commander'
import { maxSmsPerDay } from '../shared/contract/team-requests.ts'
import { defineProgram, reasonOption, wholeNumberParser } from '../team/program.ts'
import {
  runCloseBreaker,
  runSmsCap,
  runSmsPause,
  runSmsResume,
  runSmsStatus,
  runSmsUncap,
  runTrySms,
} from '../team/sms/run-sms.ts'
import { runTestSms } from '../team/sms/send-test-sms.ts'

export const { electionVerb, run } = defineProgram(
  'sms',
  "Dit si AWS envoie les SMS qui lui sont confiés, et les fait repartir. Une fois la liste scellée, « pause » et « cap » demandent deux personnes : la seconde lance la même commande dans l'heure, avec ses propres droits et depuis une autre adresse réseau.",
  'status --stack',
  'try --stack',
  'pause Réunion --reason "opérateur en panne" --stack',
  'cap Polynésie 500 --reason "budget du territoire" --stack',
  'test "+687 75 12 34" --stack',
)

const territoryHelp = 'par son nom ou en deux lettres : Réunion, RE'
const territoryArgument = new Argument('<TERRITOIRE...>', territoryHelp)
const smsPerDayArgument = new Argument('<NOMBRE>', 'de SMS par jour, à partir de 1').argParser(
  wholeNumberParser(1, maxSmsPerDay),
)
const phoneArgument = new Argument('<NUMÉRO>', 'avec son indicatif outre-mer : +687 75 12 34')

electionVerb('status', runSmsStatus).description(
  'Dit si les SMS partent ou sont retenus, et depuis quelle limite.',
)
electionVerb('try', runTrySms).description(
  'Laisse partir un SMS dans les minutes qui viennent : son accusé dira si tous peuvent repartir.',
)
electionVerb('close', runCloseBreaker).description(
  "Laisse repartir les SMS retenus par une limite d'AWS, pas ceux d'une « pause ». À réserver au cas où AWS a relevé la limite : sinon chacun rend un identifiant inutilisable.",
)
electionVerb('pause', runSmsPause, territoryArgument, reasonOption()).description(
  "Retient les SMS vers un territoire, sans déploiement, jusqu'à « resume ». Les demandes sont acceptées, et leur SMS attend ; chaque page et chaque e-mail le dit.",
)
electionVerb('resume', runSmsResume, territoryArgument).description(
  'Laisse repartir les SMS vers un territoire retenu par « pause ».',
)
electionVerb(
  'cap',
  runSmsCap,
  new Argument('<TERRITOIRE>', territoryHelp),
  smsPerDayArgument,
  reasonOption(),
).description(
  "Limite le nombre de SMS qui partent en un jour vers un territoire, sans déploiement, jusqu'à « uncap ». Au-delà, les demandes sont acceptées et leur SMS part un autre jour ; chaque page et chaque e-mail le dit.",
)
electionVerb('uncap', runSmsUncap, territoryArgument).description('Lève la limite de « cap ».')
electionVerb('test', runTestSms, phoneArgument).description(
  'Envoie un SMS de test, sans identifiant, à un numéro que vous avez sous la main, et dit où lire son accusé.',
)

if (import.meta.main) await run()
