import * as z from 'zod/mini'

// What `compute-for-team` asks of `deploy-stack`, and what that answers.

/** As CloudFormation takes it. */
export const stackName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/))

/** SHA-256, hexadecimal. */
export const digest = z.string().check(z.regex(/^[0-9a-f]{64}$/))

export const stackDeployment = z.strictObject({ stack: stackName, template: digest })

export const deployOutcome = z.enum([
  'begun',
  /** The stack is as its template says. */
  'unchanged',
  /** It is being changed, or was never made whole. */
  'busy',
  /** No file of the template's digest holds what its name says. */
  'no-template',
  /** CloudFormation did not begin. */
  'refused',
])

export type DeployOutcome = z.infer<typeof deployOutcome>

export interface StackDeployments {
  /** @param template its digest: the file is where `cdk bootstrap` has files put */
  begin(stack: string, template: string): Promise<DeployOutcome>
}
