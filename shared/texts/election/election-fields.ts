// What each field of election.json may hold, for whoever must correct it. Bounds come from the schema.

interface Bounds {
  type?: string | undefined
  minimum?: number | undefined
  maximum?: number | undefined
  maxLength?: number | undefined
}

const aDate = 'une date et une heure, écrites AAAA-MM-JJTHH:MM'
const anAddress = 'une adresse e-mail'
const aPrincipal =
  "l'ARN d'un rôle ou d'un utilisateur IAM du compte, où * vaut une suite de caractères"
const aDomain = 'un nom de domaine en minuscules, sans https://'
const aCertificate = "l'ARN d'un certificat d'ACM dans la région us-east-1"

const formats: Record<string, string> = {
  name: 'de 1 à 30 caractères parmi a-z, 0-9 et le tiret, une lettre en premier',
  mode: '"vote" ou "rehearsal"',
  timeZone: 'un fuseau horaire de la base IANA',
  'dates.contestUntil': aDate,
  'dates.reissueOpensAt': aDate,
  'dates.reissueClosesAt': aDate,
  'dates.voteOpensAt': aDate,
  'dates.voteClosesAt': aDate,
  'dates.appealsUntil': aDate,
  senderId: 'de 3 à 11 lettres sans accent ou chiffres, sans espace, dont une lettre au moins',
  'territories[]': "le code ISO 3166 d'un territoire, en deux lettres majuscules",
  'mail.from': anAddress,
  'mail.identity': '"domain", "address" ou "existing"',
  region: "le nom de la région d'AWS où l'élection est, ou sera, déployée",
  'protection.keysReplicaRegion': "le nom d'une région d'AWS",
  'protection.permissionsBoundary': "le nom d'une politique IAM du compte",
  'ledger.recipients[]': anAddress,
  'roles.rollTeam[]': aPrincipal,
  'roles.helpdesk[]': aPrincipal,
  'roles.operator[]': aPrincipal,
  'roles.watcher[]': aPrincipal,
  'roles.auditor[]': aPrincipal,
  'roles.deployer[]': aPrincipal,
  'alarms.email': anAddress,
  'helpdesk.email': anAddress,
  'legal.contactEmail': anAddress,
  'legal.personalData.officerEmail': anAddress,
  'legal.accessibility.statedOn': 'un jour du calendrier, écrit AAAA-MM-JJ',
  'legal.accessibility.contactEmail': anAddress,
  'site.brandColour': 'une couleur, écrite #rrvvbb',
  'site.logo': "le nom d'un fichier .svg ou .png, placé à côté de celui de l'élection",
  'site.domain': aDomain,
  'site.certificate': aCertificate,
  'site.hostedZone.id': "l'identifiant d'une zone hébergée de Route 53, qui commence par Z",
  'site.hostedZone.name': aDomain,
  'site.votingUrl': 'une adresse qui commence par https://, sans accent ni espace',
  'staff.domain': aDomain,
  'staff.certificate': aCertificate,
  'staff.issuer':
    "l'adresse d'un fournisseur d'identité OpenID Connect, en https://, et pour Entra celle d'une seule organisation",
  'staff.clientId': "l'identifiant que le fournisseur d'identité donne à ce service, sans espace",
  'staff.addresses': '"verified" ou "of-issuer"',
  'staff.people[].email': anAddress,
  'staff.people[].role': '"agent", "supervisor" ou "delegate"',
  'ballots[].id': 'de 1 à 40 caractères parmi a-z, 0-9 et le tiret',
}

/** @param field `ballots[].id`; of the whole file, an empty text */
export function expectedText(field: string, bounds: Bounds): string {
  const { type, minimum, maximum, maxLength } = bounds
  if (formats[field]) return formats[field]
  if (type === 'integer') return `un nombre entier de ${minimum} à ${maximum}`
  if (type === 'number') return `un nombre de ${minimum} à ${maximum}, écrit avec un point`
  if (type === 'boolean') return 'true ou false, sans guillemets'
  if (type === 'array') return 'une liste entre crochets [ ]'
  if (type === 'object') return 'des champs entre accolades { }'
  return `un texte d'une ligne entre guillemets, ${
    maxLength === undefined ? 'non vide' : `de 1 à ${maxLength} caractères`
  }`
}

/** Values to copy. Those of groups and lists are made of them. */
export const fieldExamples: Record<string, unknown> = {
  $schema: 'docs/election.schema.json',
  name: 'reassort',
  mode: 'rehearsal',
  region: 'eu-west-3',
  title: 'Élections professionnelles 2026',
  organiser: 'Le Ministère',
  smsSignature: 'Le Ministère',
  senderId: 'ELECTIONPRO',
  timeZone: 'Europe/Paris',
  'dates.contestUntil': '2026-12-15T17:00',
  'dates.reissueOpensAt': '2026-11-19T10:00',
  'dates.reissueClosesAt': '2026-12-10T17:00',
  'dates.voteOpensAt': '2026-12-03T10:00',
  'dates.voteClosesAt': '2026-12-10T17:00',
  'dates.appealsUntil': '2027-04-30T00:00',
  'limits.reissuesPerVoter': 3,
  'limits.noticesBeyondRequests': 1,
  'limits.reissuesPerPhone': 3,
  'limits.smsPerVoter': 10,
  'limits.smsPerPhone': 10,
  smsDelaySeconds: 120,
  smsPerSecond: 10,
  smsDailyCap: 200_000,
  smsMaxPriceUsd: 0.2,
  smsMonthlySpendUsd: 100,
  receiptMinutes: 15,
  mailsPerSecond: 14,
  mailsPerDay: 250_000,
  smsWaitsForMailMinutes: 30,
  bothLostHours: 24,
  'territories[]': 'FR',
  'mail.from': 'ne-pas-repondre@elections.example.org',
  'mail.identity': 'domain',
  'protection.backupDays': 35,
  'protection.keysReplicaRegion': 'eu-west-1',
  'protection.customerManagedKey': false,
  'protection.permissionsBoundary': 'reassort-boundary',
  'ledger.lockDays': 730,
  'ledger.headEveryMinutes': 60,
  'ledger.recipients[]': 'bureau-de-vote@elections.example.org',
  'roles.rollTeam[]': 'arn:aws:iam::123456789012:role/ListeElectorale',
  'roles.helpdesk[]': 'arn:aws:iam::123456789012:role/Assistance',
  'roles.operator[]': 'arn:aws:iam::123456789012:role/Exploitation',
  'roles.watcher[]': 'arn:aws:iam::123456789012:role/Supervision',
  'roles.auditor[]': 'arn:aws:iam::123456789012:role/Audit',
  'roles.deployer[]': 'arn:aws:iam::123456789012:role/Deploiement',
  'alarms.email': 'supervision@elections.example.org',
  'site.brandColour': '#1d4e89',
  'site.logo': 'logo.svg',
  'site.domain': 'vote.elections.example.org',
  'site.certificate':
    'arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef',
  'site.hostedZone.id': 'Z0123456789ABCDEFGHIJ',
  'site.hostedZone.name': 'elections.example.org',
  'site.firewall': true,
  'site.accessLogs': true,
  'site.votingUrl': 'https://urne.elections.example.org/',
  lambdaConcurrency: 1000,
  canary: true,
  auditTrail: true,
  'helpdesk.phone': '+33 1 23 45 67 89',
  'helpdesk.email': 'assistance@elections.example.org',
  'helpdesk.hours': 'du lundi au vendredi, de 8 h à 18 h',
  'legal.publisher.name': 'Ministère des Exemples',
  'legal.publisher.address': "1 rue de l'Exemple, 00000 Exempleville",
  'legal.publisher.phone': '+33 1 23 45 67 89',
  'legal.publicationDirector': 'Camille Exemple, secrétaire générale',
  'legal.contactEmail': 'webmestre@elections.example.org',
  'legal.host.name': 'Hébergeur Exemple',
  'legal.host.address': "2 rue de l'Exemple, 00000 Exempleville",
  'legal.host.phone': '+33 1 23 45 67 88',
  'legal.personalData.controller': 'Le Ministère des Exemples, direction des ressources humaines',
  'legal.personalData.officerEmail': 'dpo@elections.example.org',
  'legal.personalData.ground':
    "une obligation légale et une mission d'intérêt public (RGPD, article 6, 1, c et e) : organiser les élections professionnelles, comme le demande le code général de la fonction publique (articles R. 211-1 et suivants)",
  'legal.personalData.recipients':
    "L'équipe chargée de l'élection et ses prestataires, tenus au secret",
  'legal.personalData.retention':
    "Le journal des événements est conservé deux ans après l'élection, puis détruit (CGFP, article R. 211-580) ; les journaux techniques, douze mois au plus",
  'legal.personalData.hostingPlace': "Paris, dans l'Union européenne",
  'legal.accessibility.statedOn': '2026-10-01',
  'legal.accessibility.contactEmail': 'accessibilite@elections.example.org',
  'staff.domain': 'assistance.elections.example.org',
  'staff.certificate':
    'arn:aws:acm:us-east-1:123456789012:certificate/11234567-89ab-cdef-0123-456789abcdef',
  'staff.issuer': 'https://connexion.elections.example.org/realms/assistance',
  'staff.clientId': 'reassort',
  'staff.addresses': 'verified',
  'staff.people[].email': 'agent@elections.example.org',
  'staff.people[].role': 'agent',
  'ballots[].id': 'csa-ministeriel',
  'ballots[].title': "Comité social d'administration ministériel",
}
