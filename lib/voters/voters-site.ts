import { dirname } from 'node:path'
import type { Election } from '../../shared/domain/election/election.ts'
import { writeFiles } from '../../shared/tooling/build-cache.ts'
import { buildSite } from '../../site/build.ts'
import type { Shown } from '../site.ts'

export function votersSite(election: Election, electionFile: string): Shown {
  return {
    title: election.title,
    writePages: (directory) => writeFiles(directory, buildSite(election, dirname(electionFile))),
    place: election.site,
    dnsOutput: 'DnsRecord',
    accessLogs: election.site.accessLogs,
    cookies: ['__Host-session', '__Host-booth', '__Host-device'],
    headers: [],
    sharedAnswers: ['/api/service-status', '/api/calendar'],
  }
}
