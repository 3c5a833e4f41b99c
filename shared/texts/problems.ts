import { count } from './numbers.ts'

/** What the voter reads when a request is refused: what happened, then what to do. */
export const problemTexts = {
  'invalid-input': {
    title: 'Certains champs sont à corriger.',
    detail: 'Corrigez, puis envoyez de nouveau.',
  },
  'captcha-failed': {
    title: "Le code de sécurité ne correspond pas à l'image, ou il a expiré.",
    detail: 'Recopiez les 4 chiffres de la nouvelle image.',
  },
  unauthenticated: {
    title: 'Votre session a pris fin.',
    detail: 'Connectez-vous de nouveau à votre espace électeur.',
  },
  'wrong-credentials': {
    title: 'Adresse, identifiant ou mot de passe incorrect.',
    detail: 'Dans le mot de passe, les majuscules comptent.',
  },
  'identity-mismatch': {
    title: 'Le NUMEN et la date de naissance ne correspondent pas à votre compte.',
    detail: "Vérifiez l'un et l'autre.",
  },
  'reissue-closed': {
    title: 'Les demandes de nouvel identifiant ne sont pas ouvertes en ce moment.',
    detail: "Les dates d'ouverture sont indiquées dans votre espace électeur.",
  },
  'vote-closed': {
    title: "L'espace de vote n'est pas ouvert en ce moment.",
    detail: 'Les dates du vote sont indiquées dans votre espace électeur.',
  },
  suspended: {
    title: 'Le vote est suspendu pour le moment.',
    detail:
      "Rien n'a été enregistré, et aucun délai ne court : le temps de l'interruption vous sera rendu. Revenez un peu plus tard.",
  },
  'password-change-required': {
    title: "Créez d'abord un nouveau mot de passe.",
    detail:
      "Une demande a été annulée parce qu'elle ne venait pas de vous : quelqu'un connaît peut-être votre mot de passe. Rien n'a été enregistré.",
  },
  'both-factors-lost': {
    title:
      "Votre compte a changé récemment. Par sécurité, vous ne pouvez pas encore demander d'identifiant.",
    detail: "Rien n'a été enregistré. Urgent ? Appelez l'assistance.",
  },
  'weak-password': {
    title: 'Ce mot de passe ne peut pas être choisi.',
    detail: "Rien n'a été changé : votre lien reste valable.",
  },
  'link-expired': {
    title: "Ce lien n'est plus valable.",
    detail:
      "Il a déjà servi, il date de plus de 2 heures, ou un e-mail plus récent vous a été envoyé. Rien n'a été changé. Ouvrez l'e-mail le plus récent ; s'il n'y en a pas, demandez un nouveau lien.",
  },
  'unknown-link': {
    title: "Ce lien n'est pas reconnu, ou il a déjà servi.",
    detail:
      "Si vous avez déjà annulé la demande, il n'y a rien à refaire. Sinon, ouvrez le lien depuis l'e-mail, ou adressez-vous à l'assistance.",
  },
  'too-late': {
    title: 'Il est trop tard pour annuler cette demande : le SMS est parti ou en train de partir.',
    detail: "Si cette demande ne vient pas de vous, appelez tout de suite l'assistance.",
  },
  'not-offered': {
    title: "Ce n'est plus possible : ce dossier vient de changer.",
    detail: "Rien n'a été fait. Voici le dossier comme il est maintenant.",
  },
  unchanged: { title: 'La liste électorale dit déjà cela.' },
  taken: { title: "La liste électorale le dit déjà d'une autre personne." },
  'not-as-asked': { title: "Ce n'est pas ce qui a été demandé : rien n'a été changé." },
  forbidden: { title: "Cette adresse n'est pas celle du site de vote." },
  'not-found': { title: "Cette page ou cette demande n'existe pas." },
  'method-not-allowed': { title: "Cette opération n'existe pas." },
  'voter-limit': {
    title: 'Vous avez utilisé toutes vos demandes.',
    detail:
      "Il n'y en a pas d'autre en ligne. Votre espace électeur dit si l'assistance peut vous imprimer une notice.",
  },
  'sms-ceiling': {
    title: 'Vous avez déjà demandé le nombre maximal de SMS.',
    detail:
      "Ceux qui ne sont pas arrivés et ceux que vous avez retirés comptent aussi. Pour obtenir un identifiant, adressez-vous à l'assistance.",
  },
  'phone-limit': {
    title: 'Ce numéro a déjà servi pour le nombre maximal de SMS.',
    detail: "Indiquez un autre numéro, ou adressez-vous à l'assistance.",
  },
  'phone-taken': {
    title: 'Ce numéro de téléphone sert déjà à une autre personne.',
    detail: 'Indiquez un autre numéro.',
  },
  'already-pending': {
    title: 'Une demande est déjà en cours.',
    detail: "Rien n'a été décompté : suivez l'envoi du SMS dans votre espace électeur.",
  },
  'body-too-large': { title: 'Le contenu envoyé est trop volumineux.' },
  'unsupported-media-type': { title: "Le contenu envoyé n'est pas dans le format attendu." },
  'range-not-satisfiable': { title: "La partie demandée n'existe pas." },
  'too-many-attempts': { title: "Il y a eu trop d'essais." },
  'internal-error': {
    title: 'Une erreur imprévue est survenue.',
    detail: "Réessayez dans un instant ; si elle persiste, adressez-vous à l'assistance.",
  },
  unavailable: {
    title: 'Le service est momentanément indisponible.',
    detail:
      "Réessayez dans un instant. Si une demande a été enregistrée, votre espace électeur la montrera : rien n'est décompté deux fois.",
  },
} satisfies Record<string, { title: string; detail?: string }>

/** What to do after too many tries. */
export function retryText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  const wait =
    seconds < 60
      ? count(seconds, 'seconde')
      : minutes < 90
        ? count(minutes, 'minute')
        : count(Math.ceil(minutes / 60), 'heure')
  return seconds < 60
    ? `Réessayez dans ${wait}.`
    : `Réessayez dans ${wait}, ou adressez-vous à l'assistance.`
}

/** Why a password is refused: by the API, and by the page before it asks. */
export const tooShortText = 'Ce mot de passe est trop court : il faut 12 caractères au moins.'
export const tooCommonText =
  'Ce mot de passe est trop courant ou trop facile à deviner. Choisissez-en un autre, par exemple une phrase de plusieurs mots.'

/** `field.code` → what to do in that field. */
export const fieldTexts = {
  'email.required': 'Saisissez votre adresse e-mail professionnelle.',
  'email.malformed': 'Saisissez une adresse e-mail, par exemple prenom.nom@exemple.fr.',
  'password.required': 'Saisissez votre mot de passe personnel électeur.',
  'password.too-short': tooShortText,
  'password.too-common': tooCommonText,
  'password.too-long': 'Ce mot de passe est trop long : 1 024 caractères au plus.',
  'identifier.required': 'Saisissez votre identifiant électeur.',
  'identifier.too-long': 'Un identifiant électeur compte 12 caractères.',
  'phone.required': 'Saisissez votre numéro de téléphone mobile.',
  'phone.malformed':
    "Ce numéro n'est pas valide. Exemple : 06 12 34 56 78 ; hors de France métropolitaine, avec l'indicatif international.",
  'phone.not-mobile':
    "Ce numéro n'est pas celui d'un téléphone mobile : il ne recevrait pas le SMS.",
  'phone.territory-not-allowed': "Ce service n'envoie pas de SMS vers ce pays ou ce territoire.",
  'numen.required': 'Saisissez votre NUMEN.',
  'numen.malformed': 'Un NUMEN compte 13 caractères : 2 chiffres, 1 lettre, 7 chiffres, 3 lettres.',
  'birthDate.required': 'Saisissez votre date de naissance.',
  'birthDate.malformed':
    "Saisissez la date sous la forme jj/mm/aaaa, l'année en quatre chiffres : par exemple 27/03/1975.",
  'birthDate.not-a-date': "Cette date n'existe pas.",
  'birthDate.out-of-range': "Vérifiez l'année de naissance.",
  'captcha.required': 'Recopiez le code de sécurité.',
  'captcha.malformed': 'Le code de sécurité compte 4 chiffres.',
  'mailedCode.required': 'Saisissez le code reçu par e-mail.',
  'mailedCode.malformed': 'Le code reçu par e-mail compte 12 chiffres.',
  'action.required': 'Choisissez ce que vous voulez faire.',
  'reason.required': 'Dites pourquoi en quelques mots.',
  'reason.malformed':
    'Dites pourquoi en quelques mots, sans nom, adresse ni numéro : ce motif est gardé.',
  other: "Cette valeur n'est pas valable.",
}

/** A year of two digits: which century is the voter's to say. */
export const shortYearText = "Écrivez l'année en quatre chiffres, par exemple 1975."
