import type { App } from 'aws-cdk-lib'
import { readElectionFile } from './election-file.ts'
import { KeptStack } from './kept-stack.ts'
import { ReassortStack } from './reassort-stack.ts'
import { SmsStack } from './sms-stack.ts'

/**
 * The stacks of one election: its service, its data, and what it shares with the other elections of the
 * account and region.
 * @throws ElectionError with every mistake of the file
 */
export function addElection(app: App, electionFile: string): void {
  const election = readElectionFile(electionFile)
  const sms = new SmsStack(app)
  const kept = new KeptStack(app, election)
  new ReassortStack(app, { election, electionFile, kept }).addStackDependency(sms)
}
