import { rollTexts } from '../roll/texts.ts'

export const teamFunctionTexts = {
  refusals: {
    invalid:
      'La fonction qui détient les clés n’a pas compris : ces commandes ne sont peut-être pas de la version déployée.',
    'not-your-role':
      'Cette commande demande un rôle que vous n’avez pas pris : docs/roles.md dit lequel, et comment.',
    'roll-sealed': rollTexts.earlierSeal,
    'not-approved':
      'Personne n’a accepté dans l’heure. Relancez la même commande avec le même fichier : rien n’est perdu.',
    'keys-gone':
      'Les clés de cette élection ont été détruites : plus rien ne peut être calculé avec elles.',
    'written-already':
      'Ces notices ont déjà été écrites, et ne le sont pas une seconde fois : « renew » en fait d’autres.',
    'suspended-already': 'Le vote est déjà suspendu. Rien n’a été changé.',
    'not-suspended': 'Le vote n’est pas suspendu. Rien n’a été changé.',
    closed:
      'Le vote est clos, et les électeurs l’ont lu : vous ne pouvez pas le rouvrir. Rien n’a été changé.',
    'changed-meanwhile':
      'Ce que vous demandez a changé au même moment : voyez où cela en est (« npm run election -- status » pour le calendrier), puis recommencez.',
    'no-reason': 'Il faut un motif, en 200 caractères au plus, sans nommer personne.',
    'same-address':
      'Vous êtes à la même adresse réseau que la personne qui l’a demandé : donnez votre accord depuis un autre réseau.',
    'no-backup':
      'AWS ne peut pas rendre cette table telle qu’elle était à ces heures : il garde 35 jours. Rien n’a été changé.',
    unchanged: 'La liste électorale dit déjà cela : rien n’a été changé.',
    'address-taken': 'La nouvelle adresse est celle d’un autre électeur : rien n’a été changé.',
    'person-taken': 'Ce NUMEN est celui d’un autre électeur : rien n’a été changé.',
  },
  noAnswer: (reason: string) =>
    `La fonction qui détient les clés n’a pas répondu (${reason}) : vérifiez que vous avez pris votre rôle (docs/roles.md), puis recommencez. Rien n’est perdu.`,
} as const
