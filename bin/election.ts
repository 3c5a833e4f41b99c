import { Argument } from 'commander'
import {
  runCalendarStatus,
  runExtend,
  runResume,
  runSuspend,
} from '../team/calendar/run-calendar.ts'
import { nounProgram, reasonOption } from '../team/program.ts'
import { runRedrive } from '../team/run-redrive.ts'

// `npm run election`: the election as a whole.

export const { ofElection, run } = nounProgram(
  'election',
  "L'élection entière. Suspendre, reprendre et prolonger demandent deux personnes : la seconde lance la même commande dans l'heure, avec ses propres droits et depuis une autre adresse réseau.",
  'status --stack',
  'suspend --reason "Les SMS ne partent plus" --stack',
  'resume --reason "Les SMS repartent" --stack',
  'extend 2 h --reason "Panne de messagerie le matin" --stack',
  'redrive --stack',
)

ofElection('status', runCalendarStatus)
  .alias('show')
  .description('Dit si le vote est suspendu, ce qui a été suspendu ou ajouté, et quand il ferme.')
ofElection('suspend', runSuspend, reasonOption()).description(
  "Suspend le vote : plus personne ne se connecte, ne demande d'identifiant ni ne vote, aucun SMS ne part, aucun délai ne court.",
)
ofElection('resume', runResume, reasonOption()).description(
  "Reprend le vote : chaque délai et chaque fermeture reçoivent le temps de l'arrêt.",
)
ofElection(
  'extend',
  runExtend,
  new Argument('<DURÉE...>', 'une semaine au plus : 90 min, 2 h, 1 h 30'),
  reasonOption(),
).description(
  'Reporte la fermeture des demandes et du vote, ce qui rouvre les demandes closes depuis moins longtemps.',
)
ofElection('redrive', runRedrive).description(
  "Remet dans leurs files les messages qui ont échoué dix fois, une fois la cause disparue. Sans danger, même deux fois : ce qui est déjà fait n'est pas refait. Un message illisible reste où il est.",
)

if (import.meta.main) await run()
