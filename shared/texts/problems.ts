import { count, waitText } from './numbers.ts'

export const problemTexts = {
  'invalid-input': { title: 'Certains champs sont à corriger.' },
  'captcha-failed': {
    title: "Le code de sécurité ne correspond pas à l'image, ou il a expiré.",
    detail: 'Recopiez les 4 chiffres de la nouvelle image.',
  },
  unauthenticated: {
    title: 'Votre session est terminée.',
    detail: 'Connectez-vous de nouveau à votre espace électeur.',
  },
  'wrong-credentials': {
    title: 'Adresse, identifiant ou mot de passe incorrect.',
    detail: 'Respectez les majuscules et les espaces du mot de passe.',
  },
  'identity-mismatch': {
    title: 'Le NUMEN ou la date de naissance ne correspond pas à votre compte.',
    detail: "Vérifiez l'un et l'autre.",
  },
  'reissue-closed': {
    title: 'Vous ne pouvez pas demander de nouvel identifiant en ce moment.',
    detail: 'Votre espace électeur indique les dates.',
  },
  'vote-closed': {
    title: "L'espace de vote n'est pas ouvert en ce moment.",
    detail: 'Votre espace électeur indique les dates du vote.',
  },
  suspended: {
    title: 'Le vote est suspendu pour le moment.',
    detail:
      "Rien n'a été enregistré, et aucun délai ne court. La fermeture du vote sera repoussée d'autant. Revenez un peu plus tard.",
  },
  'password-change-required': {
    title: "Créez d'abord un nouveau mot de passe.",
    detail:
      "Une demande a été annulée parce qu'elle ne venait pas de vous : quelqu'un connaît peut-être votre mot de passe. Rien n'a été enregistré.",
  },
  'both-factors-lost': {
    title:
      "Votre mot de passe ou votre inscription a changé récemment. Par sécurité, vous ne pouvez pas encore demander d'identifiant.",
    detail: "Rien n'a été enregistré. Si c'est urgent, appelez l'assistance.",
  },
  'weak-password': {
    title: 'Vous ne pouvez pas choisir ce mot de passe.',
    detail: "Rien n'a été changé : votre lien reste valable.",
  },
  'phone-unknown': {
    title: "Aucun identifiant n'est envoyé à ce numéro : il n'était pas enregistré à l'avance.",
    detail: "Choisissez votre numéro enregistré, ou appelez l'assistance. Rien n'a été décompté.",
  },
  'phone-too-late': {
    title:
      "Il est trop tard pour enregistrer un numéro : les demandes fermeront avant qu'il serve.",
    detail: "Rien n'a changé.",
  },
  'wrong-code': { title: "Ce code n'est pas celui du dernier SMS.", detail: 'Vérifiez-le.' },
  'code-expired': {
    title: "Ce code n'est plus valable.",
    detail:
      'Il a plus de 10 minutes, il a été essayé trop de fois, ou il a déjà servi : la page dit où en est votre numéro.',
  },
  'link-expired': {
    title: "Ce lien n'est plus valable.",
    detail:
      "Il a déjà servi, il date de plus de 2 heures, ou un e-mail plus récent vous a été envoyé. Rien n'a été changé. Ouvrez l'e-mail le plus récent, ou demandez un nouveau lien.",
  },
  'unknown-link': {
    title: "Ce lien n'est pas reconnu, ou il a déjà servi.",
    detail:
      "Si vous avez déjà annulé la demande, vous n'avez rien à refaire. Sinon, ouvrez le lien depuis l'e-mail, ou contactez l'assistance.",
  },
  'too-late': {
    title:
      "Il est trop tard pour annuler cette demande : le SMS est parti, part en ce moment, ou n'a pas pu partir.",
    detail: "Si cette demande ne vient pas de vous, appelez tout de suite l'assistance.",
  },
  'not-offered': {
    title: "Ce n'est plus possible : ce dossier vient de changer.",
    detail: "Rien n'a été fait. Voici le dossier comme il est maintenant.",
  },
  unchanged: { title: 'La liste électorale contient déjà cette information.' },
  taken: { title: 'Une autre personne a déjà cette information dans la liste électorale.' },
  'not-as-asked': { title: "Ce n'est pas ce qui a été demandé : rien n'a été changé." },
  forbidden: { title: "Cette adresse n'est pas celle du site de vote." },
  'not-permitted': {
    title: "Vous n'avez pas le droit de le faire.",
    detail:
      "Une superviseure ou un superviseur confirme ce qu'une autre personne a demandé. Un délégué ou une déléguée n'ouvre aucun dossier.",
  },
  'not-found': { title: "Cette page ou cette demande n'existe pas." },
  'method-not-allowed': { title: "Cette opération n'existe pas." },
  'voter-limit': {
    title: 'Vous avez utilisé toutes vos demandes.',
    detail:
      "Il n'y en a pas d'autre en ligne. Votre espace électeur dit si l'assistance peut vous imprimer une notice. En général, l'identifiant du dernier SMS reçu fonctionne toujours.",
  },
  'sms-ceiling': {
    title: 'Vous avez déjà demandé le nombre maximal de SMS.',
    detail:
      "Ceux qui ne sont pas arrivés et ceux que vous avez retirés comptent aussi. Contactez l'assistance.",
  },
  'phone-limit': {
    title: 'Ce numéro a déjà servi pour le nombre maximal de SMS.',
    detail: "Indiquez un autre numéro, ou contactez l'assistance.",
  },
  'phone-taken': {
    title: 'Ce numéro de téléphone sert déjà à une autre personne.',
    detail: 'Indiquez un autre numéro.',
  },
  'already-pending': {
    title: 'Une demande est déjà en cours.',
    detail:
      "Aucune autre demande n'a été décomptée. Suivez l'envoi du SMS dans votre espace électeur.",
  },
  'body-too-large': { title: 'Le contenu envoyé est trop volumineux.' },
  'unsupported-media-type': { title: "Le contenu envoyé n'est pas dans le format attendu." },
  'range-not-satisfiable': { title: "La partie demandée n'existe pas." },
  'too-many-attempts': { title: "Il y a eu trop d'essais." },
  'internal-error': {
    title: 'Une erreur imprévue est survenue.',
    detail: "Réessayez dans un instant. Si l'erreur persiste, contactez l'assistance.",
  },
  unavailable: {
    title: 'Le service est momentanément indisponible.',
    detail:
      "Réessayez dans un instant. Si une demande a été enregistrée, votre espace électeur la montrera. Aucune demande n'est décomptée deux fois.",
  },
} satisfies Record<string, { title: string; detail?: string }>

export function retryText(seconds: number): string {
  return seconds < 60
    ? `Réessayez dans ${count(seconds, 'seconde')}.`
    : `Réessayez dans ${waitText(seconds)}, ou contactez l'assistance.`
}

export const tooShortText = 'Ce mot de passe est trop court : il faut 12 caractères au moins.'
export const tooCommonText =
  'Ce mot de passe est trop facile à deviner. Choisissez par exemple une phrase de plusieurs mots.'

export const fieldTexts = {
  'email.required': 'Saisissez votre adresse e-mail professionnelle.',
  'email.malformed': 'Saisissez une adresse e-mail, par exemple prenom.nom@exemple.fr.',
  'password.required': 'Saisissez votre mot de passe personnel.',
  'password.too-short': tooShortText,
  'password.too-common': tooCommonText,
  'password.too-long': 'Ce mot de passe est trop long : 1 024 caractères au plus.',
  'identifier.required': 'Saisissez votre identifiant électeur.',
  'identifier.too-long': 'Un identifiant électeur compte 12 caractères.',
  'phone.required': 'Saisissez votre numéro de téléphone mobile.',
  'phone.malformed':
    "Ce numéro n'est pas valide. Écrivez par exemple 06 12 34 56 78 ou, hors de France métropolitaine, commencez par l'indicatif international.",
  'phone.not-mobile':
    "Ce n'est pas un numéro de téléphone mobile : il ne peut pas recevoir le SMS.",
  'phone.territory-not-allowed':
    "Ce service n'envoie pas de SMS vers ce pays ou ce territoire. Indiquez un autre numéro, ou contactez l'assistance.",
  'numen.required': 'Saisissez votre NUMEN.',
  'numen.malformed': 'Un NUMEN compte 13 caractères : 2 chiffres, 1 lettre, 7 chiffres, 3 lettres.',
  'birthDate.required': 'Saisissez votre date de naissance.',
  'birthDate.malformed':
    "Saisissez la date sous la forme jj/mm/aaaa, l'année en quatre chiffres : par exemple 27/03/1975.",
  'birthDate.not-a-date': "Cette date n'existe pas.",
  'birthDate.out-of-range': "Vérifiez l'année de naissance.",
  'captcha.required': 'Recopiez le code de sécurité.',
  'captcha.malformed': 'Le code de sécurité compte 4 chiffres.',
  'code.required': 'Saisissez le code reçu par SMS.',
  'code.malformed': 'Le code reçu par SMS compte 6 chiffres.',
  'mailedCode.required': 'Saisissez le code reçu par e-mail.',
  'mailedCode.malformed': 'Le code reçu par e-mail compte 12 chiffres.',
  'action.required': 'Choisissez ce que vous voulez faire.',
  'reason.required': 'Dites pourquoi en quelques mots.',
  'reason.malformed':
    'Dites pourquoi en quelques mots, sans nom, adresse ni numéro : ce motif est gardé.',
  other: "Cette valeur n'est pas valable.",
}

export const shortYearText = "Écrivez l'année en quatre chiffres, par exemple 1975."
