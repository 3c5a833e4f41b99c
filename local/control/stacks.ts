import type { DeployedCode } from '../app/synthesised-app.ts'
import type { CodeReply } from './deployed-code.ts'

/**
 * CloudFormation as far as a seal and a deployment ask it: it lists code, and a stack takes a template at once, while
 * nothing that runs changes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
 */
export function localStacks(code: readonly DeployedCode[]): (asked: URLSearchParams) => CodeReply {
  const templates = new Map<string, string>()
  return (asked) => {
    const stack = asked.get('StackName') ?? ''
    const template = asked.get('TemplateURL') ?? ''
    switch (asked.get('Action')) {
      case 'DescribeStacks':
        return result(
          'DescribeStacks',
          `<Stacks><member><StackName>${stack}</StackName><CreationTime>2026-11-01T00:00:00Z</CreationTime><StackStatus>UPDATE_COMPLETE</StackStatus></member></Stacks>`,
        )
      case 'UpdateStack':
        if (templates.get(stack) === template) return refusal('No updates are to be performed.')
        templates.set(stack, template)
        return result('UpdateStack', `<StackId>${stack}</StackId>`)
      default:
        return listResources(code.filter((one) => one.stack === stack))
    }
  }
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
function listResources(code: readonly DeployedCode[]): CodeReply {
  const members = code.map(
    ({ logicalId, physicalId, type }) =>
      `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceType>${type}</ResourceType></member>`,
  )
  const summaries = `<StackResourceSummaries>${members.join('')}</StackResourceSummaries>`
  return result('ListStackResources', summaries)
}

const type = 'text/xml'

const result = (action: string, content: string): CodeReply => ({
  ...{ status: 200, type },
  body: `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`,
})

const refusal = (message: string): CodeReply => ({
  ...{ status: 400, type },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
})
