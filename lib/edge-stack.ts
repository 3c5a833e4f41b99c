import { CfnOutput, Fn, Stack, type StackProps } from 'aws-cdk-lib'
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager'
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53'
import type { Construct } from 'constructs'
import { stackNamesOf } from '../shared/contract/stack-names.ts'
import { edgeRegion, forwardsEvents, makesCertificate } from '../shared/domain/election/edge.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { forwardGlobalEvents } from './account/account-events.ts'
import { addTeamAlarm, addTeamTopic } from './alarms/team-alarm.ts'
import { Firewall } from './firewall.ts'

export interface Edge {
  webAclArn?: string | undefined
  certificateArn?: string | undefined
}

/** Deployed in us-east-1, where CloudFront requires its web ACLs and certificates. */
export class EdgeStack extends Stack implements Edge {
  readonly webAclArn?: string
  readonly certificateArn: string | undefined
  readonly staffCertificateArn: string | undefined

  constructor(scope: Construct, election: Election, props: StackProps) {
    const env = { region: edgeRegion }
    super(scope, stackNamesOf(election).edge(election.region), {
      ...props,
      description: `Réassort, edge: ${election.title}`,
      env,
    })
    const { site, staff } = election
    if (site.firewall) {
      const firewall = new Firewall(this, 'Firewall', election)
      this.webAclArn = this.addOutput('WebAclArn', firewall.webAclArn)
      addTeamAlarm(this, 'BlockedRequests', addTeamTopic(this, election.alarms?.email), {
        metric: firewall.blockedRequests,
        maximum: 1000,
      })
    }
    if (forwardsEvents(election)) {
      forwardGlobalEvents(this, election.region, stackNamesOf(election).main)
    }
    this.certificateArn = this.certificate('Certificate', site, site)
    this.staffCertificateArn = staff && this.certificate('StaffCertificate', staff, site)
  }

  private certificate(
    id: string,
    settings: Pick<Election['site'], 'domain' | 'certificate'>,
    site: Election['site'],
  ): string | undefined {
    const { domain } = settings
    const { hostedZone } = site
    if (!domain || !hostedZone || !makesCertificate(settings, site)) return undefined
    const { certificateArn } = new Certificate(this, id, {
      domainName: domain,
      validation: CertificateValidation.fromDns(hostedZoneOf(this, hostedZone)),
    })
    return this.addOutput(`${id}Arn`, certificateArn)
  }

  private addOutput(name: string, value: string): string {
    new CfnOutput(this, name, { value })
    return Fn.getStackOutput(this.stackName, name, edgeRegion)
  }
}

export function hostedZoneOf(
  scope: Construct,
  { id, name }: NonNullable<Election['site']['hostedZone']>,
): IHostedZone {
  const existingZone = scope.node.tryFindChild('Zone') as IHostedZone | undefined
  const zoneAttributes = { hostedZoneId: id, zoneName: name }
  return existingZone ?? HostedZone.fromHostedZoneAttributes(scope, 'Zone', zoneAttributes)
}
