import { dirname } from 'node:path'
import { Construct } from 'constructs'
import type { Election } from '../../shared/domain/election/election.ts'
import { writeFiles } from '../../shared/tooling/build-cache.ts'
import { buildStaffSite } from '../../site/build.ts'
import { Api } from '../api.ts'
import type { EdgeStack } from '../edge-stack.ts'
import type { FunctionContext } from '../function-with-rights.ts'
import { Site, type SiteDefinition } from '../site.ts'
import { staffFunctions } from './functions.ts'

interface StaffProps {
  context: FunctionContext
  electionFile: string
  edge?: EdgeStack | undefined
}

export class Staff extends Construct {
  readonly url: string
  readonly distributionId: string
  readonly api: Api

  constructor(scope: Construct, id: string, { context, electionFile, edge }: StaffProps) {
    super(scope, id)
    const { election } = context
    this.api = new Api(this, 'Api', context, staffFunctions)
    const definition = staffSite(election, electionFile)
    const site = new Site(this, 'Site', {
      ...{ definition, originToken: context.secrets.originToken, api: this.api },
      edge: { webAclArn: edge?.webAclArn, certificateArn: edge?.staffCertificateArn },
    })
    this.url = site.url
    this.distributionId = site.distribution.distributionId
  }
}

function staffSite(election: Election, electionFile: string): SiteDefinition {
  return {
    title: `${election.title}: staff`,
    writePages: (directory) =>
      writeFiles(directory, buildStaffSite(election, dirname(electionFile))),
    domainSettings: { ...election.staff, hostedZone: election.site.hostedZone },
    dnsOutputName: 'StaffDnsRecord',
    // Access logs would contain authorization codes of the identity provider, which are in the URL's query.
    hasAccessLogs: false,
    forwardedCookies: ['__Host-sign-in', '__Host-staff'],
    forwardedHeaders: ['origin'],
    cacheablePaths: [],
  }
}
