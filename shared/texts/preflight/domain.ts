import type { Remedied } from './preflight-command.ts'

const see = 'docs/edge.md#domain'

export const domainTexts = {
  certificate: (domain: string) => `Le certificat est bon pour ${domain}.`,
  notIssued: (status: string): Remedied => ({
    text: `Le certificat n'est pas délivré (${status}).`,
    remedy: `Prouvez le domaine dans la console d'ACM, en us-east-1, ou donnez un autre certificat : ${see}.`,
  }),
  notCovered: (domain: string, names: readonly string[]): Remedied => ({
    text: `Le certificat n'est pas pour ${domain}, mais pour ${names.join(', ')}.`,
    remedy: `Donnez-en un autre, ou un autre "domain" : ${see}.`,
  }),
  ends: (day: string): Remedied => ({
    text: `Le certificat a été importé et finit le ${day}, avant la fermeture du vote.`,
    remedy: `Importez le suivant sous le même ARN : aws acm import-certificate --region us-east-1. ${see}`,
  }),
  renewedSoon: (day: string): Remedied => ({
    text: `Le certificat finit le ${day}, avant la fermeture du vote ; AWS le renouvelle si sa preuve est dans le DNS.`,
    remedy: `aws acm describe-certificate --region us-east-1 dit où en est le renouvellement. ${see}`,
  }),
  proofLost: (name: string, value: string): Remedied => ({
    text: `La preuve du certificat n'est plus dans le DNS : AWS ne pourra pas le renouveler.`,
    remedy: `Écrivez dans le DNS ${name} CNAME ${value} (${see}).`,
  }),
  zone: (name: string) => `La zone ${name} répond pour le domaine.`,
  noZone: (id: string): Remedied => ({
    text: `Ce compte n'a pas la zone ${id}.`,
    remedy: `aws route53 list-hosted-zones montre les siennes : corrigez "site.hostedZone" (${see}).`,
  }),
  otherZone: (id: string, is: string, said: string): Remedied => ({
    text: `La zone ${id} est celle de ${is}, le fichier dit ${said}.`,
    remedy: `Corrigez "site.hostedZone" (${see}).`,
  }),
  privateZone: (name: string): Remedied => ({
    text: `La zone ${name} est privée : personne ne la voit d'ailleurs.`,
    remedy: `Donnez une zone publique (${see}).`,
  }),
  notDelegated: (name: string, servers: readonly string[]): Remedied => ({
    text: `La zone ${name} n'est pas celle qui répond : le déploiement attendrait des heures la preuve du certificat.`,
    remedy: `Chez qui tient le nom, écrivez ses serveurs : ${servers.join(', ')} (${see}).`,
  }),
  caa: (domain: string, issuers: readonly string[]): Remedied => ({
    text: `Le DNS de ${domain} ne laisse pas AWS faire de certificat (CAA : ${issuers.join(', ') || 'personne'}).`,
    remedy: `Écrivez dans le DNS ${domain} CAA 0 issue "amazon.com" (${see}).`,
  }),
  firstDistribution: {
    text: "AWS refuse parfois sa première distribution CloudFront à un compte récent (« must be verified »), et rien ne le dit à l'avance.",
    remedy:
      "Si ce compte n'en a encore aucune, demandez dès maintenant au Support d'AWS de le vérifier pour CloudFront : la réponse prend des jours. docs/deploy.md#what-aws-leaves-to-you, point 8.",
  },
  nameFree: (domain: string) => `Aucune autre distribution de ce compte n'a le nom ${domain}.`,
  nameTaken: (domain: string, distribution: string): Remedied => ({
    text: `La distribution ${distribution} de ce compte a déjà le nom ${domain} : le déploiement échouerait.`,
    remedy: `Ôtez-le-lui, ou donnez un autre "domain" : ${see}.`,
  }),
} as const
