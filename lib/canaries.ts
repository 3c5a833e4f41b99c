import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch'
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy'
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Alias } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'

interface CanariesProps {
  aliases: ReadonlyMap<string, Alias>
  alarm: IAlarm
}

/** `cdk deploy -c at-once=true` is for a repair: CodeDeploy deploys nothing while the alarm is on. */
export class Canaries extends Construct {
  constructor(scope: Construct, id: string, { aliases, alarm }: CanariesProps) {
    super(scope, id)
    const allAtOnce = String(this.node.tryGetContext('at-once')) === 'true'
    const application = new LambdaApplication(this, 'Application')
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited'),
      ],
    }).withoutPolicyUpdates()
    for (const [name, alias] of aliases) {
      new LambdaDeploymentGroup(this, name, {
        application,
        alias,
        role,
        ...(allAtOnce
          ? { deploymentConfig: LambdaDeploymentConfig.ALL_AT_ONCE }
          : {
              deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
              alarms: [alarm],
            }),
      })
    }
  }
}
