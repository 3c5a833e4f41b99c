import type { CodeReply } from './deployed-code.ts'

/**
 * CloudFormation as far as a deployment asks it: a stack takes a template at once, and nothing that runs changes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
 */
export function localStacks(): (asked: URLSearchParams) => CodeReply | undefined {
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
        return undefined
    }
  }
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
