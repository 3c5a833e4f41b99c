import { dirname } from 'node:path'
import type { Election } from '../../shared/domain/election/election.ts'
import { writeFiles } from '../../shared/tooling/build-cache.ts'
import { buildSite } from '../../site/build.ts'
import type { SiteDefinition } from '../site.ts'

export function votersSite(election: Election, electionFile: string): SiteDefinition {
  return {
    title: election.title,
    writePages: (directory) => writeFiles(directory, buildSite(election, dirname(electionFile))),
    domainSettings: election.site,
    dnsOutputName: 'DnsRecord',
    hasAccessLogs: election.site.accessLogs,
    forwardedCookies: ['__Host-session', '__Host-booth', '__Host-device'],
    forwardedHeaders: [],
    cacheablePaths: ['/api/service-status', '/api/calendar'],
  }
}
