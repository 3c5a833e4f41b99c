/** What the voter reads when a request is refused: what happened, then what to do. */
export const problemTexts = {
  'invalid-input': {
    title: 'Certains champs sont à corriger.',
    detail: "Rien n'a été enregistré.",
  },
  'captcha-failed': {
    title: "Le code de sécurité ne correspond pas à l'image, ou il a expiré.",
    detail: "Recopiez les 4 chiffres de la nouvelle image. Votre demande n'a pas été décomptée.",
  },
  unauthenticated: {
    title: 'Votre session a pris fin.',
    detail: 'Connectez-vous de nouveau à votre espace électeur.',
  },
  'wrong-credentials': {
    title: 'Ces informations de connexion ne sont pas reconnues.',
    detail: 'Vérifiez ce que vous avez saisi : dans le mot de passe, les majuscules comptent.',
  },
  'identity-mismatch': {
    title: 'Le NUMEN et la date de naissance ne correspondent pas à votre compte.',
    detail:
      "Vérifiez l'un et l'autre. Votre demande n'a pas été décomptée. Le NUMEN s'obtient auprès du service RH de votre académie.",
  },
  'reissue-closed': {
    title: 'Les demandes de nouvel identifiant ne sont pas ouvertes en ce moment.',
    detail: "Les dates d'ouverture sont indiquées dans votre espace électeur.",
  },
  'vote-closed': {
    title: "L'espace de vote n'est pas ouvert en ce moment.",
    detail: 'Les dates du vote sont indiquées dans votre espace électeur.',
  },
  'password-change-required': {
    title: "Créez d'abord un nouveau mot de passe.",
    detail:
      "Une demande a été annulée parce qu'elle ne venait pas de vous : quelqu'un connaît peut-être votre mot de passe. Rien n'a été enregistré. L'assistance peut vous aider.",
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
  forbidden: { title: "Cette adresse n'est pas celle du site de vote." },
  'not-found': { title: "Cette page ou cette demande n'existe pas." },
  'method-not-allowed': { title: "Cette opération n'existe pas." },
  'voter-limit': {
    title: 'Vous avez fait toutes les demandes possibles.',
    detail: "Pour obtenir un identifiant, adressez-vous à l'assistance.",
  },
  'phone-limit': {
    title: "Ce numéro de téléphone a déjà reçu autant d'identifiants qu'il est possible.",
    detail: "Indiquez un autre numéro. Votre demande n'a pas été décomptée.",
  },
  'phone-taken': {
    title: 'Ce numéro de téléphone sert déjà à un autre électeur.',
    detail: "Indiquez un autre numéro. Votre demande n'a pas été décomptée.",
  },
  'already-pending': {
    title: 'Une demande est déjà en cours.',
    detail: "Rien n'a été décompté : suivez l'envoi du SMS dans votre espace électeur.",
  },
  'body-too-large': { title: 'Le contenu envoyé est trop volumineux.' },
  'unsupported-media-type': { title: "Le contenu envoyé n'est pas dans le format attendu." },
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
export function waitText(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  const wait = minutes < 90 ? count(minutes, 'minute') : count(Math.ceil(minutes / 60), 'heure')
  return `Réessayez dans ${wait}, ou adressez-vous à l'assistance.`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number > 1 ? 's' : ''}`
}

/** `field.code` → what to do in that field. */
export const fieldTexts: Record<string, string> & { other: string } = {
  'email.required': 'Saisissez votre adresse électronique professionnelle.',
  'email.malformed': 'Saisissez une adresse électronique, par exemple prenom.nom@academie.example.',
  'password.required': 'Saisissez votre mot de passe personnel électeur.',
  'password.too-long': 'Ce mot de passe est trop long.',
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
  'birthDate.malformed': 'Saisissez la date sous la forme jj/mm/aaaa, par exemple 27/03/1975.',
  'birthDate.not-a-date': "Cette date n'existe pas dans le calendrier.",
  'birthDate.out-of-range': "Vérifiez l'année de naissance.",
  'captcha.required': 'Recopiez le code de sécurité.',
  'captcha.malformed': 'Le code de sécurité compte 4 chiffres.',
  other: "Cette valeur n'est pas valable.",
}

/** Confirmation e-mail (J6), sent at once. It never holds the identifier. */
export function confirmationMail(details: {
  title: string
  organiser: string
  firstName: string
  requestedAt: Date
  expectedAt: Date
  timeZone: string
  maskedPhone: string
  /** Whether the SMS was handed over before this mail leaves. */
  smsLeft: boolean
  /** Stops the request; absent once the SMS is leaving. */
  cancelLink: string | undefined
  helpdesk: { phone: string; email: string; hours: string }
}): { subject: string; text: string } {
  const { helpdesk, timeZone } = details
  const number = `au numéro qui se termine par ${details.maskedPhone.slice(-2)}`
  const text = [
    `Bonjour ${details.firstName},`,
    '',
    `Votre demande d'un nouvel identifiant électeur a été enregistrée ${moment(details.requestedAt, timeZone)}.`,
    '',
    ...(details.smsLeft
      ? [
          `Le nouvel identifiant a été envoyé par SMS ${number}.`,
          "Votre ancien identifiant n'est plus valable. Votre mot de passe personnel ne change pas.",
        ]
      : [
          `Le nouvel identifiant vous sera envoyé par SMS ${number}, ${momentBy(details.expectedAt, timeZone)}.`,
          "Votre identifiant actuel reste valable jusqu'à cet envoi. Votre mot de passe personnel ne change pas.",
        ]),
    '',
    "Cet identifiant n'est jamais envoyé par courrier électronique, et personne ne vous le demandera.",
    '',
    ...(details.cancelLink
      ? [
          "Ce n'est pas vous qui avez fait cette demande ? Arrêtez-la tout de suite, avant l'envoi du SMS :",
          '',
          "Ce n'est pas moi : annuler",
          details.cancelLink,
          '',
          "Puis prévenez l'assistance :",
        ]
      : ["Ce n'est pas vous qui avez fait cette demande ? Prévenez tout de suite l'assistance :"]),
    `${helpdesk.phone} ou ${helpdesk.email}, ${helpdesk.hours}.`,
    '',
    'Cordialement,',
    details.organiser,
    '',
    `${details.title} — message automatique, merci de ne pas y répondre.`,
    '',
  ].join('\n')
  return { subject: "Votre demande d'un nouvel identifiant électeur", text }
}

function moment(instant: Date, timeZone: string): string {
  return `le ${day(instant, timeZone)} à ${time(instant, timeZone)}`
}

function momentBy(instant: Date, timeZone: string): string {
  return `le ${day(instant, timeZone)} vers ${time(instant, timeZone)}`
}

function day(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone })
    .format(instant)
    .replace(/^1 /, '1er ')
}

function time(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', minute: '2-digit', timeZone })
    .format(instant)
    .replace(':', ' h ')
}
