import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { stackNamesOf } from '../shared/contract/stack-names.ts'
import type { StackOutputs } from '../shared/contract/stack-outputs.ts'
import type { Election } from '../shared/domain/election/election.ts'
import { electionDigest } from '../shared/domain/election/election-digest.ts'
import { AccountEvents } from './account/account-events.ts'
import { AuditTrail } from './account/audit-trail.ts'
import { RestartService } from './account/restart-service.ts'
import { TeamFunction } from './account/team-function.ts'
import { TeamRoles } from './account/team-role-policies.ts'
import { Alarms } from './alarms/alarms.ts'
import { Api } from './api.ts'
import { Dashboard } from './dashboard.ts'
import type { DataStack } from './data-stack.ts'
import type { EdgeStack } from './edge-stack.ts'
import { functionsIn } from './function-with-rights.ts'
import { LedgerWriters } from './ledger/ledger-writers.ts'
import { addMissingLogGroups, SavedQueries } from './logs.ts'
import { MailEvents } from './mail-events.ts'
import { setMetricsMode } from './metrics-namespace.ts'
import { addRegionToNames } from './physical-names.ts'
import { Receipts } from './receipts.ts'
import { reserveConcurrency } from './reserved-concurrency.ts'
import { addSecret } from './secrets.ts'
import { Senders } from './senders.ts'
import { Site } from './site.ts'
import { assistanceFunctions } from './staff/functions.ts'
import { Staff } from './staff/staff.ts'
import { addStaffTables } from './tables.ts'
import { phoneFunctions, voterFunctions } from './voters/functions.ts'
import { votersSite } from './voters/voters-site.ts'
import { workQueuesOf } from './work-queue.ts'

interface ReassortProps extends StackProps {
  election: Election
  electionFile: string
  data: DataStack
  edge?: EdgeStack | undefined
}

export class ReassortStack extends Stack {
  constructor(scope: Construct, { election, electionFile, data, edge, ...props }: ReassortProps) {
    const description = `Réassort: ${election.title}`
    super(scope, stackNamesOf(election).main, { ...props, description })
    setMetricsMode(this, election.mode)
    if (edge) this.addStackDependency(edge)
    const { tables, keys, ledger, encryptionKey } = data
    const removalOptions = { removalPolicy: RemovalPolicy.DESTROY }
    const secretsScope = new Construct(this, 'Secrets')
    const originToken = addSecret(secretsScope, 'OriginToken', removalOptions)
    const staffSecrets = election.staff && {
      staffClientSecret: addSecret(secretsScope, 'StaffClientSecret', removalOptions),
      fileCodeKey: addSecret(secretsScope, 'FileCodeKey', removalOptions),
    }
    const secrets = { ...keys, originToken, ...staffSecrets }
    const queues = workQueuesOf(this, election)
    const configurationSet = new ConfigurationSet(this, 'Mails')
    const staffTables = election.staff && addStaffTables(new Construct(this, 'StaffTables'))
    const allTables = { ...tables, ...staffTables }
    const context = { election, tables: allTables, secrets, ledger, queues, configurationSet }
    const api = new Api(this, 'Api', context, [
      ...voterFunctions,
      ...(election.staff ? assistanceFunctions : []),
      ...(election.knownPhones ? phoneFunctions : []),
    ])
    const definition = votersSite(election, electionFile)
    const site = new Site(this, 'Site', { definition, originToken, api, edge })
    const staff = election.staff && new Staff(this, 'Staff', { context, electionFile, edge })
    // Another id would replace all deployed resources of this construct.
    const senders = new Senders(this, 'Delivery', { context, siteUrl: site.url })
    new Receipts(this, 'Receipts', context)
    const mailEvents = new MailEvents(this, 'MailEvents', context)
    const ledgerWriters = new LedgerWriters(this, 'LedgerWriters', context, senders.watchVote)
    const stacks = [this, data, edge]
    const distributionIds = [site.distribution.distributionId]
    if (staff) distributionIds.push(staff.distributionId)
    const { lockDays } = election.ledger
    const auditTrail = election.auditTrail
      ? new AuditTrail(this, 'AuditTrail', { tables, encryptionKey, lockDays })
      : undefined
    const teamRoles = new TeamRoles(this, 'TeamRoles', {
      ...context,
      ...{ distributionIds, stacks, encryptionKey, trailBucket: auditTrail?.bucket },
    })
    const teamFunction = new TeamFunction(this, 'TeamFunction', context, teamRoles, {
      ...{ distributionIds, accessLogs: site.accessLogs, webAclArn: edge?.webAclArn },
    })
    const accountEvents = new AccountEvents(this, 'AccountEvents', {
      ...{ context, stacks, encryptionKey },
      teamRoleArns: Object.values(teamRoles.roles).map(({ roleArn }) => roleArn),
    })
    const restartService = new RestartService(this, 'Restarting', context, {
      consumers: [
        ...new Set([
          ...Object.values(queues).map(({ consumer }) => consumer),
          ledgerWriters.writeLedger,
          senders.requeueOverdueReissues,
          senders.watchVote,
          ledgerWriters.signLedgerHead,
        ]),
      ],
      rules: [
        senders.minuteRule,
        ledgerWriters.headSchedule,
        mailEvents.failures,
        ...accountEvents.rules,
      ],
    })
    teamRoles.allowRestart(restartService.function)
    const alarms = new Alarms(this, 'Alarms', {
      ...{ queues, api, staffApi: staff?.api, senders, ledgerWriters, tables, election },
      accountEvents,
    })
    const allAlarms = Object.values(alarms.alarmsByName)
    new Dashboard(this, 'Dashboard', { election, api, queues, tables, alarms: allAlarms })
    new SavedQueries(this, 'SavedQueries', functionsIn(this))
    reserveConcurrency(this, election.lambdaConcurrency)
    const outputs: StackOutputs = {
      SiteUrl: `${site.url}/`,
      VotersTable: tables.voters.tableName,
      AttemptsTable: tables.attempts.tableName,
      SessionsTable: tables.sessions.tableName,
      PhonesTable: tables.phones.tableName,
      ReissuesTable: tables.reissues.tableName,
      PasswordLinksTable: tables.passwordLinks.tableName,
      RollOperationsTable: tables.rollOperations.tableName,
      InterventionsTable: tables.interventions.tableName,
      CalendarTable: tables.calendar.tableName,
      ApprovalsTable: tables.approvals.tableName,
      SmsDaysTable: tables.smsDays.tableName,
      NewsQueueUrl: queues.news.queue.queueUrl,
      IdentifierKeysSecret: keys.identifierKeys.secretArn,
      IdentityKeysSecret: keys.identityKeys.secretArn,
      ProofKeysSecret: keys.proofKeys.secretArn,
      LedgerKeysSecret: keys.ledgerKeys.secretArn,
      LedgerBucket: ledger.bucket.bucketName,
      LedgerSigningKey: ledger.signingKey.keyArn,
      ...(encryptionKey && { EncryptionKey: encryptionKey.keyArn }),
      OriginTokenSecret: originToken.secretArn,
      DistributionId: site.distribution.distributionId,
      ElectionDigest: electionDigest(election),
      TeamFunctionUrl: teamFunction.url,
      RestartFunction: restartService.function.functionName,
      RollTeamRole: teamRoles.roles.rollTeam.roleArn,
      OperatorRole: teamRoles.roles.operator.roleArn,
      WatcherRole: teamRoles.roles.watcher.roleArn,
      AuditorRole: teamRoles.roles.auditor.roleArn,
      DeployerRole: teamRoles.roles.deployer.roleArn,
      ...(staff && { StaffUrl: `${staff.url}/` }),
      ...(staffSecrets && { StaffClientSecret: staffSecrets.staffClientSecret.secretArn }),
    }
    for (const [name, value] of Object.entries(outputs)) {
      if (value) new CfnOutput(this, name, { value })
    }
    addMissingLogGroups(this)
    addRegionToNames(this)
  }
}
