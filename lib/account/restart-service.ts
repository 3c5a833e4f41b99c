import { Lazy } from 'aws-cdk-lib'
import type { CfnRule, Rule } from 'aws-cdk-lib/aws-events'
import type { CfnFunction, IFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { resources } from '../../functions/restart-service/resources.ts'
import { type FunctionContext, FunctionWithRights } from '../function-with-rights.ts'
import { allow } from './policies.ts'

/**
 * Starts again what somebody stopped. IAM cannot say that a mapping may be enabled and not disabled, so no role of the
 * team has that right: this function has it, and its code can do nothing else.
 */
export class RestartService extends Construct {
  readonly function: IFunction

  constructor(
    scope: Construct,
    id: string,
    context: FunctionContext,
    { consumers, rules }: { consumers: readonly IFunction[]; rules: readonly Rule[] },
  ) {
    super(scope, id)
    const restarting = new FunctionWithRights(this, 'RestartService', resources, context, {
      settings: {
        // The reservations are decided once all functions are there.
        CONSUMERS: Lazy.string({
          produce: () => consumers.map((one) => `${one.functionName}=${reservedBy(one)}`).join(' '),
        }),
        RULES: rules.map((rule) => `${rule.ruleName}=${stateOf(rule)}`).join(' '),
        CONFIGURATION_SET: context.configurationSet.configurationSetName,
      },
    })
    const functionArns = consumers.map(({ functionArn }) => functionArn)
    // Lambda knows no resource of a list.
    allow(restarting, ['lambda:ListEventSourceMappings'], ['*'])
    allow(restarting, ['lambda:UpdateEventSourceMapping'], ['*'], {
      StringEquals: { 'lambda:FunctionArn': functionArns },
    })
    allow(
      restarting,
      ['Get', 'Put', 'Delete'].map((verb) => `lambda:${verb}FunctionConcurrency`),
      functionArns,
    )
    allow(
      restarting,
      ['events:DescribeRule', 'events:EnableRule'],
      rules.map(({ ruleArn }) => ruleArn),
    )
    // `EnableRule` gives no other state.
    const ofReads = rules.filter((rule) => stateOf(rule) !== 'ENABLED')
    allow(
      restarting,
      ['events:PutRule'],
      ofReads.map(({ ruleArn }) => ruleArn),
    )
    // SES's first API knows no resource of these: they are the account's, or a set that the code names.
    allow(
      restarting,
      [
        ...['ses:GetAccountSendingEnabled', 'ses:UpdateAccountSendingEnabled'],
        ...['ses:DescribeConfigurationSet', 'ses:UpdateConfigurationSetSendingEnabled'],
      ],
      ['*'],
    )
    this.function = restarting
  }
}

const reservedBy = ({ node }: IFunction): number | string =>
  (node.defaultChild as CfnFunction).reservedConcurrentExecutions ?? ''

const stateOf = ({ node }: Rule): string => (node.defaultChild as CfnRule).state ?? 'ENABLED'
