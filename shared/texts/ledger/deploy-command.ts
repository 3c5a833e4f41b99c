// What `npm run deploy` says.

export const deployHelp = {
  name: 'npm run deploy --',
  usage: '[options] [options de cdk deploy]',
  description:
    "Déploie l'élection. La première fois, un administrateur du compte le fait par cdk deploy --all ; ensuite, une fonction de l'élection le fait pour qui a pris le rôle « deployer ». Tant que l'élection est scellée, il faut deux personnes et un motif : la première demande, la deuxième lance la même commande depuis son propre compte et un autre réseau dans l'heure, avec les mêmes sources. Chaque demande entre au journal, donc le bureau en est averti. Le scellé est alors rompu : posez-en un autre ensuite.",
  reason:
    "pourquoi déployer une élection scellée, sans nommer personne. Demandé tant qu'elle l'est",
  context: "comme pour cdk : un autre fichier d'élection, par exemple (election=CHEMIN)",
  outcomes: `La première fois, les autres options vont à cdk deploy. Le profil AWS se donne par AWS_PROFILE.

Codes de sortie :
  0  c'est déployé
  1  ce n'est pas déployé, ou pas en entier
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
  cdkOption: (option: string) =>
    `L'option ${option} est de cdk, qui ne sert plus : une fonction de l'élection la déploie. Rien n'est déployé.`,
  notMade: "Rien n'est déployé : la préparation (cdk synth) a échoué.",
  unknown: (why: string) =>
    `Rien n'est déployé de plus : AWS n'a pas répondu (${why}). Vérifiez vos droits : docs/deploy.md#deploy-what-is-sealed`,
  sealedByOlder:
    "Rien n'est déployé : une version plus ancienne, sans la fonction qui déploie, a été scellée. Un administrateur déploie celle-ci avec « npx cdk deploy --all », après l'accord du bureau : docs/deploy.md#deploy-what-is-sealed",
  otherFiles: (keys: readonly string[]) =>
    [
      "Rien n'est déployé : quelqu'un a mis autre chose à la place de ces fichiers, que le déploiement aurait pris.",
      ...keys.map((key) => `  ${key}`),
      'Un administrateur les retire du bac de cdk bootstrap, après avoir cherché qui les y a mis : docs/deploy.md#deploy-what-is-sealed',
    ].join('\n'),
  reasonless:
    'Cette élection est scellée : pour la déployer, il faut deux personnes et un motif. Donnez-le avec --reason, en 200 caractères au plus, sans nommer personne.',
  asked: (digest: string, minutes: number) =>
    [
      'Cette élection est scellée. Votre demande est au journal ; elle attend une deuxième personne.',
      `Dans les ${minutes} minutes, cette personne lance la même commande avec son propre compte AWS, depuis un autre réseau, avec les mêmes sources et la même configuration.`,
      `Ce qui serait déployé : ${digest}`,
    ].join('\n'),
  askedAlready: 'Votre demande attend toujours une deuxième personne.',
  othersAsked: (who: readonly string[]) =>
    `Autre chose a été demandé par ${who.join(', ')} : vos sources ou votre configuration diffèrent.`,
  agreed: (who: readonly string[]) =>
    [
      `${who.join(' et ')} l'ont demandé. Le déploiement commence ; s'il y a un scellé, il est rompu.`,
      'Ensuite, scellez de nouveau ce qui est déployé : npm run seal -- --stack --reason "…"',
    ].join('\n'),
  stack: (stack: string, outcome: 'begun' | 'unchanged') =>
    outcome === 'begun' ? `${stack} : en cours…` : `${stack} : rien à changer`,
  failed: (stack: string, status: string, why: readonly string[]) =>
    [
      `${stack} n'est pas déployée (${status}) ; ce qui suit ne l'est pas non plus.`,
      ...why.map((one) => `  ${one}`),
    ].join('\n'),
  notBegun: (stack: string, why: 'no-template' | 'refused') =>
    why === 'no-template'
      ? `${stack} n'est pas déployée : son modèle n'est pas là où il devrait être. Relancez la même commande.`
      : `${stack} n'est pas déployée : CloudFormation refuse. Voyez son état avec « npm run preflight ».`,
  deployed: "C'est déployé.",
} as const
