import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup'
import { Schedule } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'

export class Backups extends Construct {
  readonly vault: BackupVault

  constructor(scope: Construct, id: string, { tables, days }: { tables: Construct; days: number }) {
    super(scope, id)
    this.vault = new BackupVault(this, 'Vault', {
      // A vault that holds copies cannot be deleted.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const plan = new BackupPlan(this, 'Plan', {
      backupVault: this.vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'Nightly',
          scheduleExpression: Schedule.cron({ hour: '2', minute: '30' }),
          deleteAfter: Duration.days(days),
        }),
      ],
    })
    plan.addSelection('Tables', {
      resources: [BackupResource.fromConstruct(tables)],
    })
  }
}
