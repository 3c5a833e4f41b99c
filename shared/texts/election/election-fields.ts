interface Field {
  label: string
  example: unknown
}

const field = (label: string, example: unknown): Field => ({ label, example })

const certificateArnPrefix = 'arn:aws:acm:us-east-1:123456789012:certificate'
const roleArnPrefix = 'arn:aws:iam::123456789012:role'

export const fieldSections: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  Élection: {
    title: field('Titre', 'Élections professionnelles 2026'),
    organiser: field('Organisateur', 'Le Ministère'),
    mode: field('Vote ou répétition (rehearsal)', 'rehearsal'),
    name: field('Nom dans AWS', 'reassort'),
    region: field('Région AWS', 'eu-west-3'),
    timeZone: field('Fuseau horaire des dates', 'Europe/Paris'),
  },
  Dates: {
    'dates.contestUntil': field('Fin des contestations', '2026-12-15T17:00'),
    'dates.reissueOpensAt': field('Ouverture des demandes', '2026-11-19T10:00'),
    'dates.reissueClosesAt': field('Fermeture des demandes', '2026-12-10T17:00'),
    'dates.voteOpensAt': field('Ouverture du vote', '2026-12-03T10:00'),
    'dates.voteClosesAt': field('Fermeture du vote', '2026-12-10T17:00'),
    'dates.appealsUntil': field('Fin des recours', '2027-04-30T00:00'),
  },
  Limites: {
    'limits.reissuesPerVoter': field('Demandes par électeur', 3),
    'limits.noticesBeyondRequests': field('Notices imprimées au-delà, à deux personnes', 1),
    'limits.reissuesPerPhone': field('Demandes par téléphone, pour un seul électeur', 3),
    'limits.smsPerVoter': field('SMS par électeur, échecs compris', 10),
    'limits.smsPerPhone': field('SMS par téléphone, échecs compris', 10),
    bothLostHours: field('Attente après un mot de passe oublié', 24),
    knownPhones: field("Téléphone enregistré à l'avance", true),
    phoneSettlesHours: field("Attente après l'enregistrement d'un téléphone", 24),
    unknownPhone: field('Demande vers un téléphone non enregistré', 'delay'),
    unknownPhoneDelayHours: field("Attente d'une telle demande", 24),
    'territories[]': field('Téléphones mobiles acceptés', 'FR'),
  },
  SMS: {
    senderId: field('Expéditeur', 'ELECTIONPRO'),
    smsSignature: field('Signature', 'Le Ministère'),
    smsDelaySeconds: field('Délai pour annuler avant le SMS', 120),
    smsWaitsForMailMinutes: field("Attente de l'e-mail qui permet d'annuler, au plus", 30),
    smsPerSecond: field('SMS par seconde, au plus', 10),
    smsDailyCap: field('SMS par jour, au plus', 200_000),
    smsMaxPriceUsd: field('Prix maximal par SMS', 0.2),
    smsMonthlySpendUsd: field('Plafond mensuel du compte AWS', 100),
    receiptMinutes: field("Attente de l'accusé de réception", 15),
  },
  'E-mails et assistance': {
    'mail.from': field('Expéditeur des e-mails', 'ne-pas-repondre@elections.example.org'),
    'mail.identity': field("Vérification de l'expéditeur par SES", 'domain'),
    mailsPerSecond: field('E-mails par seconde, au plus', 14),
    mailsPerDay: field('E-mails par jour que SES accorde', 250_000),
    'alarms.email': field('Destinataire des alarmes', 'supervision@elections.example.org'),
    'helpdesk.phone': field("Téléphone de l'assistance", '+33 1 23 45 67 89'),
    'helpdesk.email': field("E-mail de l'assistance", 'assistance@elections.example.org'),
    'helpdesk.hours': field("Horaires de l'assistance", 'du lundi au vendredi, de 8 h à 18 h'),
  },
  Site: {
    'site.brandColour': field('Couleur', '#1d4e89'),
    'site.logo': field('Logo', 'logo.svg'),
    'site.domain': field('Nom de domaine du site', 'vote.elections.example.org'),
    'site.certificate': field(
      'Certificat',
      `${certificateArnPrefix}/01234567-89ab-cdef-0123-456789abcdef`,
    ),
    'site.hostedZone.id': field('Identifiant de la zone Route 53', 'Z0123456789ABCDEFGHIJ'),
    'site.hostedZone.name': field('Nom de la zone Route 53', 'elections.example.org'),
    'site.firewall': field('Pare-feu', true),
    'site.accessLogs': field("Journal d'accès", true),
    'site.votingUrl': field('Adresse où voter', 'https://urne.elections.example.org/'),
  },
  "Site de l'assistance": {
    'staff.domain': field('Nom de domaine du site', 'assistance.elections.example.org'),
    'staff.certificate': field(
      'Certificat',
      `${certificateArnPrefix}/11234567-89ab-cdef-0123-456789abcdef`,
    ),
    'staff.issuer': field("Fournisseur d'identité", 'https://connexion.example.org'),
    'staff.clientId': field('Identifiant du service chez ce fournisseur', 'reassort'),
    'staff.addresses': field('Adresses qui font foi', 'verified'),
    'staff.people[].email': field('Personne', 'agent@elections.example.org'),
    'staff.people[].role': field('Rôle', 'agent'),
  },
  'Protection et journal': {
    'protection.keysReplicaRegion': field('Région de la copie des clés', 'eu-west-1'),
    'protection.customerManagedKey': field("Clé de chiffrement propre à l'élection", false),
    'protection.permissionsBoundary': field('Politique qui borne les rôles', 'reassort-boundary'),
    'ledger.recipients[]': field('Destinataires du journal', 'bureau@elections.example.org'),
    'ledger.headEveryMinutes': field("Intervalle d'envoi de la tête du journal", 60),
    'ledger.lockDays': field('Verrou du journal', 730),
  },
  "Rôles de l'équipe dans AWS": {
    'roles.rollTeam[]': field('Liste électorale', `${roleArnPrefix}/ListeElectorale`),
    'roles.operator[]': field('Exploitation', `${roleArnPrefix}/Exploitation`),
    'roles.watcher[]': field('Supervision', `${roleArnPrefix}/Supervision`),
    'roles.auditor[]': field('Audit', `${roleArnPrefix}/Audit`),
    'roles.deployer[]': field('Déploiement', `${roleArnPrefix}/Deploiement`),
  },
  Exploitation: {
    lambdaConcurrency: field('Fonctions simultanées que AWS accorde', 1000),
    auditTrail: field("Piste d'audit", true),
  },
  'Mentions légales': {
    'legal.publisher.name': field('Éditeur', 'Ministère des Exemples'),
    'legal.publisher.address': field("Adresse de l'éditeur", '1 rue X, 00000 Exempleville'),
    'legal.publisher.phone': field("Téléphone de l'éditeur", '+33 1 23 45 67 89'),
    'legal.publicationDirector': field(
      'Direction de la publication',
      'Camille Exemple, rectrice de l’académie',
    ),
    'legal.contactEmail': field("Adresse e-mail de l'éditeur", 'webmestre@elections.example.org'),
    'legal.host.name': field('Hébergeur', 'Hébergeur Exemple'),
    'legal.host.address': field("Adresse de l'hébergeur", '2 rue X, 00000 Exempleville'),
    'legal.host.phone': field("Téléphone de l'hébergeur", '+33 1 23 45 67 88'),
    'legal.personalData.controller': field('Responsable du traitement', 'Le Ministère'),
    'legal.personalData.officerEmail': field('Délégué à la protection', 'dpo@example.org'),
    'legal.personalData.ground': field('Base légale', 'RGPD, article 6, 1, c et e'),
    'legal.personalData.recipients': field('Destinataires des données', "L'équipe de l'élection"),
    'legal.personalData.retention': field('Conservation des données', "Deux ans après l'élection"),
    'legal.personalData.hostingPlace': field("Lieu d'hébergement", 'Paris, en France'),
    'legal.accessibility.statedOn': field("Date de la déclaration d'accessibilité", '2026-10-01'),
    'legal.accessibility.contactEmail': field("Contact pour l'accessibilité", 'acces@example.org'),
  },
  Scrutins: {
    'ballots[].id': field('Identifiant', 'csa-ministeriel'),
    'ballots[].title': field('Titre', "Comité social d'administration ministériel"),
  },
}

export const electionFields: Readonly<Record<string, Field>> = Object.assign(
  { $schema: field('Schéma pour les éditeurs', 'docs/election.schema.json') },
  ...Object.values(fieldSections),
)

export function fieldPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`,
    )
    .join('')
}

export const fieldName = (path: string) => path.replace(/\[\d+\]/g, '[]')

export function exampleOf(path: string): unknown {
  const name = fieldName(path)
  const { [name]: field, [`${name}[]`]: item } = electionFields
  return item ? [item.example] : field?.example
}

export function fieldNames(path: string): string[] {
  const prefix = path === '' ? '' : `${fieldName(path)}.`
  const nestedNames = Object.keys(electionFields).filter((name) => name.startsWith(prefix))
  return [...new Set(nestedNames.map((name) => name.slice(prefix.length).replace(/[.[].*/, '')))]
}
