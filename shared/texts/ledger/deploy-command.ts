import { count } from '../moments.ts'

// What `npm run deploy` says before `cdk deploy`.

export const deployHelp = {
  name: 'npm run deploy --',
  usage: '[options] [options de cdk deploy]',
  description:
    "Déploie l'élection : cdk deploy --all. Tant qu'elle est scellée, il faut deux personnes et un motif : la première demande, la deuxième lance la même commande depuis son propre compte dans l'heure, avec les mêmes sources. Chaque demande entre au journal, donc le bureau en est averti. Le scellé est alors rompu : posez-en un autre ensuite.",
  reason:
    "pourquoi déployer une élection scellée, sans nommer personne. Demandé tant qu'elle l'est",
  context: "comme pour cdk : un autre fichier d'élection, par exemple (election=CHEMIN)",
  outcomes: `Les autres options vont à cdk deploy. Le profil AWS se donne par AWS_PROFILE.

Codes de sortie :
  0  c'est déployé
  1  ce n'est pas déployé
  2  la commande est mal écrite
  3  la demande attend une deuxième personne

Exemples :
  npm run deploy
  npm run deploy -- -c election=autre.json
  npm run deploy -- --reason "Les pages du site ne s'ouvrent plus sur mobile"`,
} as const

export const deployTexts = {
  ownOption: (option: string) =>
    `L'option ${option} ne peut pas être donnée ici : ce qui est vérifié ne serait pas ce qui est déployé. Un profil AWS se donne par AWS_PROFILE.`,
  notMade: "Rien n'est déployé : la préparation (cdk synth) a échoué.",
  unknownSeal: (why: string) =>
    `Rien n'est déployé : impossible de savoir si l'élection est scellée (${why}). Vérifiez vos droits : docs/deploy.md#deploy-what-is-sealed`,
  reasonless:
    'Cette élection est scellée : pour la déployer, il faut deux personnes et un motif. Donnez-le avec --reason, en 200 caractères au plus, sans nommer personne.',
  asked: (digest: string, minutes: number) =>
    [
      'Cette élection est scellée. Votre demande est au journal ; elle attend une deuxième personne.',
      `Dans les ${minutes} minutes, cette personne lance la même commande avec son propre compte AWS, les mêmes sources et la même configuration.`,
      `Ce qui serait déployé : ${digest}`,
    ].join('\n'),
  askedAlready: (minutesLeft: number) =>
    `Votre demande attend toujours une deuxième personne, pendant ${count(minutesLeft, 'minute')} encore.`,
  othersAsked: (who: readonly string[]) =>
    `Autre chose a été demandé par ${who.join(', ')} : vos sources ou votre configuration diffèrent.`,
  agreed: (who: string, reason: string) =>
    `${who} l'a demandé aussi : « ${reason} ». Le déploiement commence ; le scellé sera rompu.`,
  sealAgain: 'Scellez de nouveau ce qui est déployé : npm run seal -- --stack --reason "…"',
} as const
