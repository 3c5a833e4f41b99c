import { type CertificateDetail, DescribeCertificateCommand } from '@aws-sdk/client-acm'
import { GetHostedZoneCommand } from '@aws-sdk/client-route-53'
import { ignoreMissing } from '../ignore-missing.ts'
import type { Account } from './clients.ts'
import { resolveRecords } from './dns.ts'
import { blocker, check, type Finding, ok, warning } from './finding.ts'

const domainGuide = 'docs/edge.md#domain'

export function domainChecks({ election, clients, dns }: Account) {
  const { hostedZone: zone } = election.site
  const certificates = [election.site.certificate, election.staff?.certificate]
  return [
    ...(zone
      ? [
          check(
            'route53:GetHostedZone',
            () => {
              const request = new GetHostedZoneCommand({ Id: zone.id })
              return ignoreMissing(() => clients.route53.send(request), 'NoSuchHostedZone')
            },
            (zoneResponse) =>
              check(
                `DNS ${zone.name}`,
                () => resolveRecords(dns.resolveNs(zone.name)),
                (servers) => [judgeZone(zone, zoneResponse?.DelegationSet?.NameServers, servers)],
              ),
          ),
        ]
      : []),
    ...certificates.flatMap((CertificateArn) =>
      CertificateArn === undefined
        ? []
        : check(
            'acm:DescribeCertificate',
            () => clients.acm.send(new DescribeCertificateCommand({ CertificateArn })),
            ({ Certificate }) => [judgeCertificate(Certificate ?? {}, election.dates.voteClosesAt)],
          ),
    ),
  ]
}

/** @param zoneServers name servers of the zone; undefined if the account has no such public zone */
export function judgeZone(
  { id, name }: { id: string; name: string },
  zoneServers: readonly string[] | undefined,
  servers: readonly string[],
): Finding {
  if (!zoneServers) {
    return blocker({
      text: `La zone ${id} n'est pas dans ce compte, ou n'est pas publique.`,
      remedy: `aws route53 list-hosted-zones montre les siennes : corrigez "site.hostedZone" (${domainGuide}).`,
    })
  }
  if (servers.some((server) => zoneServers.includes(server)))
    return ok(`La zone ${name} répond pour le domaine.`)
  return blocker({
    text: `La zone ${name} n'est pas celle qui répond : le déploiement attendrait des heures la preuve du certificat.`,
    remedy: `Chez le gestionnaire du nom, écrivez les serveurs de la zone : ${zoneServers.join(', ')} (${domainGuide}).`,
  })
}

export function judgeCertificate({ Type, NotAfter }: CertificateDetail, voteClosesAt: Date) {
  if (!NotAfter || NotAfter > voteClosesAt)
    return ok("Le certificat est bon jusqu'à la fermeture du vote.")
  const endDay = NotAfter.toISOString().slice(0, 10)
  if (Type === 'IMPORTED') {
    return blocker({
      text: `Le certificat a été importé et finit le ${endDay}, avant la fermeture du vote.`,
      remedy: `Importez le suivant sous le même ARN : aws acm import-certificate --region us-east-1. ${domainGuide}`,
    })
  }
  return warning({
    text: `Le certificat finit le ${endDay}, avant la fermeture du vote ; AWS le renouvelle si sa preuve est dans le DNS.`,
    remedy: `aws acm describe-certificate --region us-east-1 dit où en est le renouvellement. ${domainGuide}`,
  })
}
