import { dirname } from 'node:path'
import { Argument, Option } from 'commander'
import { contentSecurityPolicy } from '../lib/content-security-policy.ts'
import { apiRequestsPerSecond } from '../lib/route-throttles.ts'
import { watchNpm } from '../local/end-with-npm.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { remedyNames } from '../shared/texts/alarms.ts'
import { runExtend, runResume, runSuspend } from '../team/calendar/run-calendar.ts'
import { runCheck } from '../team/election/run-check.ts'
import { type StatusOptions, showVoteStatus } from '../team/election/show-vote-status.ts'
import { plannedVoters } from '../team/estimate/quotas.ts'
import { runEstimate } from '../team/estimate/run-estimate.ts'
import { runPreflight } from '../team/preflight/run-preflight.ts'
import { defineProgram, reasonOption, wholeNumberParser } from '../team/program.ts'
import type { Target } from '../team/reach-election.ts'
import { runRemedy } from '../team/remedy/run-remedy.ts'
import { runWall } from '../team/remedy/wall.ts'
import { runRestore } from '../team/restore/run-restore.ts'
import { tableWords } from '../team/restore/texts.ts'
import type { SealOptions } from '../team/seal/run-seal.ts'
import { runVerifySeal } from '../team/seal/verify-seal.ts'
import { runSmoke, type SmokeOptions } from '../team/smoke/run-smoke.ts'

export const { electionVerb, fileVerb, run } = defineProgram(
  'election',
  "L'élection entière. Suspendre, reprendre et prolonger demandent deux personnes : la seconde lance la même commande dans l'heure, avec ses propres droits et depuis une autre adresse réseau.",
  'status --stack',
  'suspend --reason "Les SMS ne partent plus" --stack',
  'resume --reason "Les SMS repartent" --stack',
  'extend 2 h --reason "Panne de messagerie le matin" --stack',
  'remedy e-mails --stack',
  'seal --stack',
  'verify-seal --stack --digest "0a1b 2c3d …"',
)

const parseCount = wholeNumberParser(1, 999_999_999)

fileVerb('check', runCheck).description(
  "Vérifie le fichier d'une élection, puis le relit en toutes lettres. Rien n'est envoyé ni modifié. Code 0 : il peut servir, même s'il reste des points à vérifier ; 2 : il a des fautes, chacune dite avec sa ligne, sa colonne et un exemple.",
)
fileVerb(
  'estimate',
  ({ election, ...size }: { election: string; voters: number; reissues?: number }) =>
    runEstimate(election, size),
  new Option('--voters <NOMBRE>', "d'électeurs").argParser(parseCount).default(plannedVoters),
  new Option(
    '--reissues <NOMBRE>',
    "de nouveaux identifiants (3 pour 100 électeurs si rien n'est dit)",
  ).argParser(parseCount),
).description(
  "Dit ce qu'il faut demander à AWS pour l'élection du fichier, et ce qu'elle coûte : pour 1 000 nouveaux identifiants, 1 000 premières connexions, l'élection entière. Rien n'est lu sur le réseau.",
)
fileVerb('preflight', ({ election }: { election: string }) =>
  runPreflight(election, { apiPerSecond: apiRequestsPerSecond }),
).description(
  "Regarde si le compte AWS peut porter l'élection du fichier, avant de la déployer : e-mails, SMS, capacité, domaine, droits. Rien n'est créé ni modifié, rien n'est envoyé. Il faut des identifiants AWS, comme pour « npx cdk deploy ». Code 0 : rien ne bloque ; 1 : quelque chose bloque ; 3 : rien ne bloque, mais quelque chose n'a pas pu être lu.",
)
electionVerb(
  'status',
  (target: Target, options: StatusOptions) => {
    if (options.watch) watchNpm(() => process.exit())
    return showVoteStatus(target, options)
  },
  new Option('--json', 'la même lecture en JSON'),
  new Option('--watch', 'affiche aussi les lectures suivantes, jusqu’à Ctrl-C'),
).description(
  'À taper d’abord : si le vote est ouvert, suspendu ou prolongé, et jusqu’à quand ; les alertes, avec leur remède ; SMS, entrées et demandes par territoire, tels que le service les a lus il y a une minute.',
)
electionVerb('suspend', runSuspend, reasonOption()).description(
  "Suspend le vote : plus personne ne se connecte, ne demande d'identifiant ni ne vote, aucun SMS ne part, aucun délai ne court.",
)
electionVerb('resume', runResume, reasonOption()).description(
  "Reprend le vote : les délais des électeurs et la fermeture des demandes et du vote sont repoussés du temps de l'arrêt.",
)
electionVerb(
  'extend',
  runExtend,
  new Argument('<DURÉE...>', 'une semaine au plus : 90 min, 2 h, 1 h 30'),
  reasonOption(),
).description(
  'Reporte la fermeture des demandes et du vote, ce qui rouvre les demandes closes depuis moins longtemps.',
)
electionVerb(
  'remedy',
  runRemedy,
  new Argument('<NOM>', 'ce qui ne va pas').choices(remedyNames),
  new Argument('[TERRITOIRE...]', 'celui dont il faut retenir les SMS, avec « sms »'),
  new Option('--yes', 'fait ce qui est dit sans demander'),
).description(
  "Le remède à une alarme : dit ce qui ne va pas, ce qu'il va faire et ce que cela coûte, demande, le fait, et dit ce qui va se passer. Il remet en marche ce qui est arrêté ; avec un territoire, il en retient les SMS. Une fois la liste scellée, retenir des SMS demande deux personnes : la seconde tape la même chose. Code 1 : quelque chose n'a pas été lu ou réparé ; 2 : la commande ne peut pas servir ; 3 : quelqu'un a répondu non, ou une deuxième personne doit taper la même chose.",
)
electionVerb(
  'restore',
  runRestore,
  new Argument('<TABLE>', 'ce qui a été abîmé').choices(Object.keys(tableWords)),
  new Argument('<AVANT>', 'juste avant les dégâts : 17:04, ou "2026-12-03 17:04"'),
  new Argument('<APRÈS>', 'juste après, de même'),
  reasonOption(),
  new Option('--only-missing', 'seulement ce qui manque, et rien de ce qui a changé'),
  new Option('--yes', 'fait ce qui est dit sans demander'),
).description(
  "Remet une table comme elle était, si quelqu'un y a effacé ou changé des éléments, sans perdre ce que les électeurs ont fait depuis. Deux personnes ; interrompu, se relance. Le reste se refait de lui-même : on se reconnecte, on redemande un lien ; « suspend » et « extend » remettent le calendrier.",
)
fileVerb(
  'wall',
  runWall,
  new Argument('<FICHIER>', 'où écrire la page, en HTML ; ce qui y est sera remplacé'),
).description(
  'Écrit la page à afficher au mur : ce qu’on vous dit, quoi taper, avec qui, que dire.',
)
electionVerb(
  'smoke',
  async (target: Target, options: SmokeOptions) => {
    // Imported late, because loading the site's builder would slow the other commands.
    const { buildSites } = await import('../site/build.ts')
    return runSmoke(target, options, {
      buildSites: (election: Election) => buildSites(election, dirname(options.election)),
      contentSecurityPolicy,
    })
  },
  new Option(
    '--phone <NUMÉRO>',
    "un mobile que vous avez sous la main, à la place du numéro de simulation d'AWS en France. Il ne reçoit rien, sauf si le retrait de la demande échoue",
  ),
).description(
  "Parcourt le site déployé comme un électeur : pages, API, lien, mot de passe, connexion, code de sécurité, demande d'identifiant retirée avant son SMS, déconnexion. Un électeur de test sans scrutin, connu de cette commande seule, est mis sur la liste puis en est retiré ; aucun SMS ne part. Code 0 : tout marche ; 1 : quelque chose ne marche pas ; 3 : ce qui a été essayé marche, et quelque chose n'a pas pu l'être.",
)
electionVerb(
  'seal',
  async (target: Target, options: SealOptions) =>
    (await import('./seal-deployment.ts')).sealDeployment(target, options),
  new Option(
    '--page <FICHIER>',
    "où écrire la page à signer, un PDF (sans précision : scelle-NOM-DATE-EMPREINTE.pdf, ici). Rien n'est remplacé",
  ),
  reasonOption(false),
).description(
  "Scelle ce qui va servir au vote : le code et les réglages des fonctions, les pages, la configuration de l'élection, la liste électorale et la clé du journal. Compare d'abord ce qui est déployé avec ce que ces sources produisent, et ne scelle rien si cela diffère. Écrit une page à signer ; le scellé entre au journal. Dès le deuxième, il faut un motif. Code 1 : rien n'est scellé, car ce qui est déployé n'est pas ce que ces sources produisent, ou il manque un motif ; 3 : rien n'est scellé, car quelque chose n'a pas pu être lu.",
)
electionVerb(
  'verify-seal',
  runVerifySeal,
  new Option(
    '--digest <EMPREINTE>',
    'telle que la page signée la montre (espaces permis) : compare avec ce scellé-là',
  ),
).description(
  "Compare ce qui est déployé maintenant avec le dernier scellé. Ne change rien, et peut être lancé à tout moment du vote. La liste entière est lue : quelques minutes pour un million d'électeurs. Code 0 : tout est comme scellé ; 1 : quelque chose diffère, ou il n'y a pas de scellé ; 3 : ce qui a été lu est comme scellé, et quelque chose n'a pas pu être lu.",
)

if (import.meta.main) await run()
