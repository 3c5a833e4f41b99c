import { readFileSync } from 'node:fs'
import { type LocalDeployment, localDeployment } from '../../team/deployment.ts'
import type { SynthesisedApp } from '../app/read-app.ts'
import { clientDefaults, type Engines } from '../engines.ts'

interface Running {
  app: Pick<SynthesisedApp, 'outputs'>
  electionFile: string
  siteUrl: string
  /** If the election names staff. */
  staffUrl: string | undefined
  teamFunctionUrl: string
  engines: Engines
  /** Of what stands for AWS's other services. */
  endpoints: Omit<LocalDeployment['endpoints'], 'dynamodb' | 'sqs' | 'ses' | 's3'>
}

/** The run as the team's commands reach it. */
export function describeDeployment(running: Running): LocalDeployment {
  const { app, electionFile, siteUrl, staffUrl, teamFunctionUrl, engines, endpoints } = running
  return localDeployment.parse({
    ...clientDefaults,
    outputs: {
      ...app.outputs,
      ...{ SiteUrl: `${siteUrl}/`, TeamFunctionUrl: teamFunctionUrl },
      ...(staffUrl && { StaffUrl: `${staffUrl}/` }),
    },
    endpoints: {
      ...endpoints,
      dynamodb: engines.dynamodbEndpoint,
      sqs: engines.sqsEndpoint,
      ses: engines.sesEndpoint,
      s3: engines.s3Endpoint,
    },
    election: JSON.parse(readFileSync(electionFile, 'utf8')),
  })
}
