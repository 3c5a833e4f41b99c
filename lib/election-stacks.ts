import { type App, PermissionsBoundary } from 'aws-cdk-lib'
import { needsEdgeRegion } from '../shared/domain/election/edge.ts'
import { ElectionError } from '../shared/domain/election/parse-election.ts'
import { readElectionFile } from '../shared/tooling/election-file.ts'
import { DataStack } from './data-stack.ts'
import { EdgeStack } from './edge-stack.ts'
import { ReassortStack } from './reassort-stack.ts'
import { SmsStack } from './sms-stack.ts'

export function addElection(app: App, electionFile: string, { isLocal = false } = {}): void {
  const election = readElectionFile(electionFile)
  if (!isLocal && election.staff?.issuer.startsWith('http:')) {
    throw new ElectionError('staff.issuer: a provider on this machine is for a local run only')
  }
  const { permissionsBoundary: boundary } = election.protection
  const boundaryProps = boundary && { permissionsBoundary: PermissionsBoundary.fromName(boundary) }
  const props = isLocal ? {} : { env: { region: election.region }, ...boundaryProps }
  const sms = new SmsStack(app, props)
  const data = new DataStack(app, election, props)
  const hasEdge = !isLocal && needsEdgeRegion(election)
  const edge = hasEdge ? new EdgeStack(app, election, props) : undefined
  new ReassortStack(app, { ...props, election, electionFile, data, edge }).addStackDependency(sms)
}
