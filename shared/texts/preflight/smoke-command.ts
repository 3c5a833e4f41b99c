import { count } from '../numbers.ts'

// What `npm run smoke` says: whether what is deployed works, step by step, and how to mend what does not.

export const smokeHelp = {
  name: 'npm run smoke --',
  usage: '[options]',
  description:
    "Parcourt le site déployé comme un électeur : pages, API, lien, mot de passe, connexion, code de sécurité, demande d'identifiant retirée avant son SMS, déconnexion. Un électeur de test sans scrutin, connu de cette commande seule, est mis sur la liste puis en est retiré ; aucun SMS ne part.",
  phone:
    "un mobile que vous avez sous la main, à la place du numéro de simulation d'AWS en France. Il ne reçoit rien, sauf si le retrait de la demande échoue",
  outcomes: `Codes de sortie :
  0  tout marche
  1  quelque chose ne marche pas
  2  la commande est mal écrite
  3  ce qui a été essayé marche, et quelque chose n'a pas pu l'être

Exemple :
  npm run smoke -- --stack`,
} as const

export const smokeSubjects = {
  site: 'Pages',
  api: 'API',
  voter: "Parcours d'un électeur de test",
  staff: 'Site du personnel',
} as const

export const smokeTexts = {
  untried: 'non essayé',
  title: (election: string, siteUrl: string) => `${election}, ${siteUrl}`,
  notPhone: "Ce numéro n'est pas celui d'un téléphone mobile auquel cette élection envoie des SMS.",
  summary: (blocking: number, doubtful: number, untried: number) =>
    [
      blocking === 0
        ? 'Ce qui a été essayé marche'
        : `${count(blocking, 'point')} ne ${blocking > 1 ? 'marchent' : 'marche'} pas`,
      ...(doubtful > 0 ? [`${doubtful} à vérifier`] : []),
      ...(untried > 0
        ? [
            `${count(untried, 'point')} ${untried > 1 ? "n'ont" : "n'a"} pas pu être essayé${untried > 1 ? 's' : ''}`,
          ]
        : []),
    ].join(', '),
} as const
