import { Argument } from 'commander'
import { defineProgram, reasonOption } from '../team/program.ts'
import { runGuests, runWipe } from '../team/rehearsal/run-rehearsal.ts'

export const { electionVerb, run } = defineProgram(
  'rehearsal',
  "Une répétition : le déploiement de l'élection avec « mode: rehearsal ». Qui y est invité, et son effacement avant le vote.",
  'guests invites.txt --stack',
  'wipe --reason "répétition du 12 terminée" --stack',
)

electionVerb(
  'guests',
  runGuests,
  new Argument('<FICHIER>', "UTF-8, d'adresses e-mail, une par ligne"),
).description(
  "Invite des personnes de la liste électorale importée. Elles seules peuvent entrer et reçoivent des e-mails et des SMS ; jusqu'à l'effacement, personne n'est retiré.",
)
electionVerb('wipe', runWipe, reasonOption()).description(
  "Efface tout ce que la répétition a écrit, la liste électorale comprise. Les clés, le journal et les interventions restent. Il faut deux personnes : la seconde lance la même commande dans l'heure, avec ses propres identifiants. Interrompu, se relance ; une fois le vote déployé, ne peut plus servir.",
)

if (import.meta.main) await run()
