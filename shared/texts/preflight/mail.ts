import { count, number } from '../numbers.ts'
import type { Remedied } from './preflight-command.ts'

const perDay = (mails: number) =>
  Number.isFinite(mails)
    ? `${number(mails)} e-mails en 24 heures`
    : 'des e-mails sans limite de nombre'

const perSecond = (mails: number) => `${count(mails, 'e-mail')} par seconde`

const askSes = 'docs/deploy.md#what-aws-leaves-to-you, point 2'

export const mailTexts = {
  production: "SES écrit à toute adresse : le compte n'est pas dans le bac à sable.",
  sandbox: {
    text: "SES est dans le bac à sable : il n'écrit qu'aux adresses vérifiées, à aucun électeur.",
    remedy: `Demandez l'accès de production à AWS : ${askSes}. aws sesv2 get-account le montre.`,
  },
  paused: {
    text: "SES n'envoie plus rien pour ce compte.",
    remedy:
      'Voyez pourquoi dans la console de SES, « Reputation metrics », puis répondez à AWS : docs/runbook.md#ses-takes-no-e-mails.',
  },
  probation: {
    text: "AWS examine ce compte : trop d'adresses mortes ou de plaintes. Il peut arrêter les e-mails.",
    remedy:
      'Voyez pourquoi dans la console de SES, « Reputation metrics » : docs/runbook.md#ses-takes-no-e-mails.',
  },
  rate: (granted: number, wanted: number) =>
    `SES accorde ${perSecond(granted)}, le fichier en demande ${number(wanted)}.`,
  rateTooLow: (granted: number, wanted: number): Remedied => ({
    text: `SES n'accorde que ${perSecond(granted)}, le fichier en demande ${number(wanted)} : le reste serait refusé.`,
    remedy: `Demandez un débit à AWS (${askSes}), ou écrivez "mailsPerSecond": ${Math.floor(granted)}.`,
  }),
  rateSlow: (wanted: number, granted: number, hours: number): Remedied => ({
    text: `À ${perSecond(wanted)}, un seul e-mail à chaque électeur prend ${number(Math.round(hours))} heures.`,
    remedy: `Demandez plus à AWS qui en accorde ${number(granted)} (${askSes}), puis écrivez "mailsPerSecond". npm run simulate:mail montre une première matinée.`,
  }),
  quota: (granted: number) => `SES accorde ${perDay(granted)}.`,
  quotaTooLow: (granted: number, wanted: number): Remedied => ({
    text: `SES n'accorde que ${perDay(granted)}, le fichier compte sur ${number(wanted)}.`,
    remedy: `Demandez un quota à AWS (${askSes}), ou écrivez "mailsPerDay": ${granted}.`,
  }),
  quotaShort: (granted: number, needed: number, voters: number): Remedied => ({
    text: `SES accorde ${perDay(granted)} ; ${number(voters)} électeurs qui viendraient le même jour en demandent ${number(needed)}.`,
    remedy: `Demandez un quota à AWS (${askSes}), puis écrivez "mailsPerDay".`,
  }),
  votersUnknown: (granted: number): Remedied => ({
    text: `SES accorde ${perDay(granted)}. Est-ce assez ? Le nombre des électeurs n'est pas dit.`,
    remedy: 'npm run preflight -- --voters NOMBRE',
  }),
  countsOpenings: {
    text: 'SES ajoute une image invisible à chaque e-mail du compte, pour compter les ouvertures.',
    remedy:
      'Arrêtez « EngagementMetrics » dans la console de SES : docs/deploy.md#the-senders-domain.',
  },
  newSender: (name: string) =>
    `SES ne connaît pas encore ${name} : le déploiement l'ajoute, et dit ce qui reste à faire.`,
  sender: (name: string) => `SES a vérifié ${name}.`,
  noSender: (address: string, domain: string): Remedied => ({
    text: `Le fichier dit que SES connaît l'expéditeur, mais SES ne connaît ni ${address} ni ${domain} dans cette région.`,
    remedy:
      'Vérifiez-le dans la console de SES, ou écrivez "identity": "domain" : docs/deploy.md#what-aws-leaves-to-you, point 1.',
  }),
  senderOfOthers: (name: string): Remedied => ({
    text: `SES connaît déjà ${name}, qui n'est pas de cette élection : le déploiement échouerait en l'ajoutant.`,
    remedy: 'Écrivez "identity": "existing" : docs/deploy.md#what-aws-leaves-to-you, point 1.',
  }),
  unverified: (name: string, kind: 'address' | 'domain' | 'existing'): Remedied => ({
    text: `SES n'a pas vérifié ${name} : aucun e-mail ne part.`,
    remedy: `${
      kind === 'address'
        ? 'Ouvrez le message que SES y a envoyé'
        : 'Écrivez dans son DNS ce que le déploiement a dit (sorties de la pile des données)'
    } : docs/deploy.md#what-aws-leaves-to-you, point 1.`,
  }),
  configurationSet: (name: string, set: string): Remedied => ({
    text: `L'expéditeur ${name} a un jeu de configuration par défaut, ${set}. Nos e-mails nomment celui de l'élection : ils n'en prennent ni les adresses IP réservées, ni les destinataires d'événements.`,
    remedy: `Rien à faire, sauf si ses adresses IP vous importent : aws sesv2 get-configuration-set --configuration-set-name ${set} --query DeliveryOptions. docs/deploy.md#the-senders-domain`,
  }),
} as const

const writeDns = 'docs/deploy.md#the-senders-domain'

const signed = `Faites signer le domaine par SES (DKIM) : écrivez "identity": "domain", ou demandez-le dans sa console (${writeDns}).`

export const mailDnsTexts = {
  dkim: (domain: string) => `DKIM : les e-mails sont signés au nom de ${domain}.`,
  dkimMissing: (missing: readonly { name: string; value: string }[]): Remedied => ({
    text: `DKIM : il manque ${missing.length} des enregistrements qui signent les e-mails.`,
    remedy: `Écrivez dans le DNS ${missing
      .map(({ name, value }) => `${name} CNAME ${value}`)
      .join(' ; ')} (${writeDns}).`,
  }),
  spf: (name: string) => `SPF : ${name} laisse SES écrire.`,
  spfMissing: (name: string): Remedied => ({
    text: `SPF : ${name} n'a pas son MX et son TXT ; SES prend son propre domaine à la place.`,
    remedy: `Écrivez dans le DNS ${name} TXT "v=spf1 include:amazonses.com ~all", et le MX que dit le déploiement (${writeDns}).`,
  }),
  dmarc: (name: string, policy: string) =>
    `DMARC : ${name} dit p=${policy}, et les e-mails y répondent.`,
  noDmarc: (domain: string): Remedied => ({
    text: `DMARC : rien pour ${domain}. Les grands hébergeurs le demandent à qui écrit beaucoup.`,
    remedy: `Écrivez dans le DNS _dmarc.${domain} TXT "v=DMARC1; p=none" (${writeDns}).`,
  }),
  severalDmarc: (name: string): Remedied => ({
    text: `DMARC : _dmarc.${name} a plusieurs enregistrements, donc aucun ne compte.`,
    remedy: `N'en gardez qu'un (${writeDns}).`,
  }),
  unsigned: (domain: string): Remedied => ({
    text: `DMARC : les e-mails ne seraient pas signés au nom de ${domain}, et peuvent finir dans les indésirables.`,
    remedy: signed,
  }),
  refused: (domain: string, policy: string): Remedied => ({
    text: `DMARC : ${domain} demande p=${policy}, et les e-mails n'y répondraient pas : ${
      policy === 'reject' ? 'ils seraient refusés' : 'ils iraient dans les indésirables'
    }.`,
    remedy: signed,
  }),
} as const
