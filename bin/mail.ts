import { Argument } from 'commander'
import { runStatus, runUnsuppress } from '../team/mail/run-mail.ts'
import { defineProgram } from '../team/program.ts'

export const { electionVerb, run } = defineProgram(
  'mail',
  "Les électeurs à qui Amazon SES n'écrit plus : leur adresse est sur la liste de suppression du compte, depuis un refus de leur messagerie ou une plainte. SES accepte leurs e-mails et n'en remet aucun.",
  'status --stack > adresses.txt',
  'unsuppress adresses.txt --stack',
)

electionVerb('status', runStatus).description(
  "Liste les adresses de la liste électorale qui y sont, avec la raison et la date. À faire une fois la liste chargée, avant l'ouverture.",
)
electionVerb(
  'unsuppress',
  runUnsuppress,
  new Argument('<FICHIER>', "une adresse par ligne ; ce qui suit l'adresse est ignoré"),
).description(
  "Retire celles d'un fichier, par exemple la sortie de « status » ou de « npm run roll -- bounced » relue, et fait de nouveau écrire à celles dont un e-mail est revenu. Une adresse qui n'existe plus y revient au premier refus.",
)

if (import.meta.main) await run()
