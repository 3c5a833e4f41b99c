import { count } from '../numbers.ts'
import type { Remedied } from './preflight-command.ts'

// What `npm run smoke` says: whether what is deployed works, step by step, and how to mend what does not.

export const smokeSubjects = {
  site: 'Pages',
  api: 'API',
  voter: "Parcours d'un électeur de test",
  staff: 'Site du personnel',
} as const

const journal = 'Lisez le journal de la fonction : docs/runbook.md#questions-for-the-journal.'

/** In the order of the walk. */
export const smokeSteps = {
  link: {
    text: 'Le lien demandé est parti : SES a pris son e-mail.',
    failed: "Le lien demandé n'est pas parti",
    remedy: 'docs/runbook.md#a-voter-gets-no-link',
  },
  password: {
    text: 'Un lien ouvre le choix du mot de passe.',
    failed: "Le mot de passe n'a pas pu être choisi",
    remedy: journal,
  },
  'sign-in': {
    text: 'La connexion ouvre une session, dont le cookie est protégé.',
    failed: "La connexion n'a pas réussi",
    remedy: journal,
  },
  space: {
    text: 'Mon espace électeur dit le titre de cette élection.',
    failed: "Mon espace électeur n'est pas celui qui est attendu",
    remedy: journal,
  },
  code: {
    text: 'Le code de sécurité a son image et son son.',
    failed: "Le code de sécurité n'a pas pu être lu",
    remedy: journal,
  },
  closed: {
    text: "Les demandes d'identifiant sont fermées, comme le fichier le dit.",
    failed: "Les demandes d'identifiant sont fermées, et cela n'est pas dit",
    remedy: journal,
  },
  request: {
    text: "La demande d'un identifiant est acceptée.",
    failed: "La demande d'un identifiant n'est pas acceptée",
    remedy:
      "Un numéro qui sert déjà à quelqu'un est refusé : npm run helpdesk -- free-phone, ou --phone avec un autre. Sinon, docs/runbook.md#questions-for-the-journal.",
  },
  mail: {
    text: "SES a pris l'e-mail qui permet de l'annuler.",
    failed: "L'e-mail qui permet de l'annuler n'est pas parti",
    remedy: 'docs/runbook.md#e-mails-are-late',
  },
  progress: {
    text: 'La page suit la demande.',
    failed: 'La page ne suit pas la demande',
    remedy: journal,
  },
  withdrawal: {
    text: 'La demande est retirée avant son SMS.',
    failed: "La demande n'a pas pu être retirée : un SMS peut arriver sur ce téléphone",
    remedy: journal,
  },
  'sign-out': {
    text: 'La déconnexion met fin à la session.',
    failed: "La déconnexion n'a pas mis fin à la session",
    remedy: journal,
  },
} as const

export type SmokeStep = keyof typeof smokeSteps

export const smokeTexts = {
  untried: 'non essayé',
  title: (election: string, siteUrl: string) => `${election}, ${siteUrl}`,
  notPhone: "Ce numéro n'est pas celui d'un téléphone mobile auquel cette élection envoie des SMS.",
  noAnswer: (why: string): Remedied => ({
    text: `Le site ne répond pas (${why}).`,
    remedy:
      'Vérifiez le réseau, le DNS et le certificat : npm run preflight, puis docs/deploy.md#what-aws-leaves-to-you.',
  }),
  pages: (files: number) => `Les ${files} fichiers du site sont ceux qui sont faits ici.`,
  otherPages: (paths: readonly string[]): Remedied => ({
    text: `${count(paths.length, 'fichier')} du site ${paths.length > 1 ? 'ne sont pas ceux qui sont faits' : "n'est pas celui qui est fait"} ici : ${paths.slice(0, 5).join(', ')}${paths.length > 5 ? '…' : ''}.`,
    remedy:
      'Prenez la version et le fichier qui sont déployés, ou déployez ceux-ci : npx cdk diff.',
  }),
  headers: 'Leurs en-têtes de sécurité et de cache sont ceux du gabarit.',
  otherHeaders: (names: readonly (readonly [name: string, path: string])[]): Remedied => ({
    text: `En-têtes absents ou différents : ${names.map(([name, path]) => `${name} (${path})`).join(', ')}.`,
    remedy:
      'Regardez ce qui a été changé hors du déploiement : npx cdk diff, puis npx cdk deploy --all.',
  }),
  clock: 'Cette machine et CloudFront ont la même heure.',
  wrongClock: (seconds: number): Remedied => ({
    text: `L'horloge de cette machine est décalée de ${seconds} s.`,
    remedy:
      "Réglez-la, puis recommencez : npm run smoke. Les liens et les sceaux sont jugés à l'heure.",
  }),
  api: "Les routes répondent par CloudFront, et rien de ce qu'elles disent n'est gardé en chemin.",
  otherApi: (answers: readonly string[]): Remedied => ({
    text: `Réponses inattendues : ${answers.join(', ')}.`,
    remedy: 'docs/runbook.md#the-api-fails',
  }),
  provider: (comeBack: string) =>
    `Le fournisseur d'identité répond, et ne refuse pas ${comeBack} comme adresse de retour.`,
  providerRefuses: (status: number, comeBack: string): Remedied => ({
    text: `Le fournisseur d'identité refuse qui vient se connecter (${status}).`,
    remedy: `Donnez-lui l'adresse de retour ${comeBack} et vérifiez « staff.clientId » : docs/staff.md#the-provider.`,
  }),
  providerSilent: (why: string): Remedied => ({
    text: `Le site du personnel ou son fournisseur d'identité ne répond pas (${why}).`,
    remedy: 'Vérifiez le réseau, le DNS et « staff.issuer » : docs/staff.md#the-provider.',
  }),
  noSignIn: (why: string): Remedied => ({
    text: `Personne ne peut commencer à se connecter au site du personnel (${why}).`,
    remedy:
      "AWS n'atteint pas le fournisseur d'identité, ou « staff.issuer » n'est pas le sien : docs/staff.md#the-provider.",
  }),
  sealed: {
    text: "Le parcours n'a pas été essayé : la liste est scellée depuis le jour du vote, ou va l'être, et personne n'y est ajouté.",
    remedy: 'Essayez-le avant ce jour ; ensuite, docs/runbook.md#the-dashboard dit ce qui marche.',
  },
  leftOnSealed: {
    text: "L'électeur de test d'un essai interrompu est resté sur la liste, qui est scellée.",
    remedy:
      "Dites-le au bureau de vote : il n'a aucun scrutin, et personne n'a son mot de passe. docs/runbook.md#try-what-is-deployed",
  },
  removedLeft: "L'électeur de test d'un essai interrompu est retiré de la liste.",
  sealedMeanwhile: {
    text: "Le parcours n'a pas été mené à son terme : la liste est scellée.",
    remedy: 'docs/runbook.md#the-roll-was-sealed-too-early',
  },
  otherRoll: {
    text: "Le parcours n'a pas été essayé : les tables contiennent une répétition et ceci est le vote, ou l'inverse.",
    remedy: 'docs/deploy.md#rehearse',
  },
  busy: {
    text: "Le parcours n'a pas été essayé : une autre opération travaille sur la liste.",
    remedy: "Attendez qu'elle finisse, puis recommencez : npm run smoke.",
  },
  cutShort: (why: string): Remedied => ({
    text: `Le parcours s'est interrompu (${why}).`,
    remedy:
      "Vérifiez les droits de qui lance cette commande (docs/runbook.md#try-what-is-deployed), puis recommencez : l'électeur de test qui serait resté est retiré.",
  }),
  noPhone: {
    text: "La demande d'un identifiant n'a pas été essayée : cette élection n'envoie pas de SMS en France, où est le numéro de simulation.",
    remedy:
      'Donnez un mobile que vous avez sous la main : npm run smoke -- --phone "0692 12 34 56".',
  },
  shortDelay: {
    text: "La demande d'un identifiant n'a pas été essayée : le SMS partirait avant qu'elle ne soit retirée.",
    remedy: 'Il faut au moins 30 à « smsDelaySeconds » : docs/election.md.',
  },
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

export function failedStep(step: SmokeStep, why: string): Remedied {
  const { failed, remedy } = smokeSteps[step]
  return { text: `${failed} (${why}).`, remedy }
}
