import { Argument, Option } from 'commander'
import {
  runExplain,
  runFreePhone,
  runGrantSms,
  runLiftWait,
} from '../team/helpdesk/run-helpdesk.ts'
import { nounProgram, reasonOption } from '../team/program.ts'

// `npm run helpdesk`: what staff may tell and allow a voter.

export const { ofElection, run } = nounProgram(
  'helpdesk',
  "Ce que l'assistance peut dire et accorder à un électeur, une fois son identité vérifiée, d'une élection sans site pour elle.",
  'explain prenom.nom@academie.example.org --stack',
  'sms --email prenom.nom@academie.example.org --reason "SMS non reçus, opérateur changé" --stack',
  'sms --phone "06 12 34 56 78" --reason "téléphone éteint trois fois" --stack',
  'free-phone --phone "06 12 34 56 78" --reason "propriétaire rappelé sur ce numéro" --stack',
  'lift-wait --email prenom.nom@academie.example.org --reason "identité vérifiée au guichet" --stack',
)

const email = () => new Option('--email <ADRESSE>', "de l'électeur, comme sur la liste électorale")
const phone = () => new Option('--phone <NUMÉRO>', 'mobile, comme un électeur le saisirait')

ofElection('explain', runExplain, new Argument('<ADRESSE>', "de l'électeur")).description(
  "Dit où en sont les demandes d'un électeur et pourquoi, en phrases à lui dire au téléphone, sans identifiant, NUMEN ni numéro. Ne change rien.",
)
ofElection('sms', runGrantSms, reasonOption(), email(), phone()).description(
  "Permet un SMS de plus à un électeur, à un téléphone ou aux deux, au-delà du plafond de l'élection.",
)
ofElection('free-phone', runFreePhone, reasonOption(), phone().makeOptionMandatory()).description(
  "Libère un téléphone qu'un autre électeur a donné pour le sien : son propriétaire peut l'indiquer à son tour.",
)
ofElection('lift-wait', runLiftWait, reasonOption(), email().makeOptionMandatory()).description(
  "Lève l'attente d'un électeur identifié qui s'est trompé de NUMEN ou de date de naissance : il peut demander tout de suite.",
)

if (import.meta.main) await run()
