import type { App } from 'aws-cdk-lib'
import { stackNamesOf } from '../shared/contract/stack-names.ts'
import { ElectionError } from '../shared/domain/election/election.ts'
import { readElectionFile } from '../shared/tooling/election-file.ts'
import { edgeBefore } from './edge-stack.ts'
import { KeptStack } from './kept-stack.ts'
import { ReassortStack } from './reassort-stack.ts'
import { SmsStack } from './sms-stack.ts'

interface Place {
  /** What CloudFront wants in us-east-1, if the election asks for any; a local run has no use for it. */
  edge?: {
    /** Where the election is deployed, if that is known. */
    region: string | undefined
  }
}

/**
 * The stacks of one election: its service, its data, what stands before its site, and what it shares with the
 * other elections of the account and region.
 * @throws ElectionError with every mistake of the file
 */
export function addElection(app: App, electionFile: string, { edge: place }: Place = {}): void {
  const election = readElectionFile(electionFile)
  if (place && election.staff?.issuer.startsWith('http:')) {
    throw new ElectionError('staff.issuer: a provider on this machine is for a local run only')
  }
  const sms = new SmsStack(app)
  const kept = new KeptStack(app, election)
  const edge = place && edgeBefore(app, stackNamesOf(election).main, election, place.region)
  new ReassortStack(app, { election, electionFile, kept, edge }).addStackDependency(sms)
}
