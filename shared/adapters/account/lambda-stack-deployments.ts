import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import { deployOutcome, type StackDeployments } from '../../contract/stack-deployments.ts'

/** @param functionName of the function that deploys */
export function lambdaStackDeployments(
  client: LambdaClient,
  functionName: string,
): StackDeployments {
  return {
    async begin(stack, template) {
      const Payload = JSON.stringify({ stack, template })
      const answered = await client.send(new InvokeCommand({ FunctionName: functionName, Payload }))
      if (answered.FunctionError) throw new Error('The function that deploys failed')
      const { outcome } = JSON.parse(new TextDecoder().decode(answered.Payload))
      return deployOutcome.parse(outcome)
    },
  }
}
