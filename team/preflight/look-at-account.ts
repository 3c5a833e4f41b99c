import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { smsNames } from '../../shared/contract/sms-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { edgeRegion, needsEdge } from '../../shared/domain/election/edge.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import type { Subject } from '../../shared/texts/preflight/preflight-command.ts'
import {
  judgeApiThrottle,
  judgeConcurrency,
  judgeRuntime,
  judgeTableWrites,
  readApiThrottle,
  readConcurrency,
  readHasRuntime,
  readMostTableWrites,
  type StackNeeds,
} from './account-quotas.ts'
import { ask, judged } from './ask.ts'
import { type Caller, judgeCaller } from './caller-and-clock.ts'
import type { Clients } from './clients.ts'
import type { Dns } from './dns.ts'
import {
  judgeCountryRules,
  readCountryRules,
  readGrantedSpend,
  readProtection,
} from './end-user-messaging.ts'
import type { Answer, Finding } from './finding.ts'
import { lookAtDomains } from './look-at-domain.ts'
import { judgeMailDns, readMailDns } from './mail-dns.ts'
import { judgeReceiptLogs, readReceiptLogs } from './receipt-logs.ts'
import { judgeMode, readRollMode } from './rehearsal.ts'
import { deployerRoles, judgeTakenOn, mayTakeOn } from './rights.ts'
import { judgeSesAccount, readSesAccount } from './ses-account.ts'
import { domainOf, judgeSender, readSesIdentities, senderOf } from './ses-identity.ts'
import {
  judgeReceiptRole,
  judgeSandbox,
  judgeSpend,
  readIsSandbox,
  readSmsAttributes,
} from './sms-account.ts'
import {
  bootstrapStack,
  judgeBootstrap,
  judgeEncryptionKey,
  judgeStack,
  readResources,
  readStack,
  type StackState,
} from './stacks.ts'

export interface Look {
  election: Election
  clients: Clients
  dns: Dns
  caller: Caller
  needs: StackNeeds
  /** Undefined when nobody said. */
  voters: number | undefined
  sms: number | undefined
}

type StackAnswer = Answer<StackState | undefined>

/** All that can be said of an account before an election is deployed to it. Changes nothing. */
export async function lookAtAccount(look: Look): Promise<Record<Subject, Finding[]>> {
  const { election, clients, caller } = look
  const { main, kept } = stackNamesOf(election)
  const cloudFormation = clients.cloudFormation(election.region)
  const [service, data] = await Promise.all([
    askStack(cloudFormation, main),
    askStack(cloudFormation, kept),
  ])
  const [deployment, mail, sms, capacity, domain] = await Promise.all([
    lookAtDeployment(look, service, data),
    lookAtMail(look, data),
    lookAtSms(look),
    lookAtCapacity(look, service),
    lookAtDomains(look, service),
  ])
  return { account: judgeCaller(caller), deployment, ...mail, sms, capacity, domain }
}

const askStack = (client: CloudFormationClient, name: string): Promise<StackAnswer> =>
  ask('cloudformation:DescribeStacks', () => readStack(client, name))

async function lookAtDeployment(
  look: Look,
  service: StackAnswer,
  data: StackAnswer,
): Promise<Finding[]> {
  const { election, clients } = look
  const { region } = election
  const { main, kept, ...names } = stackNamesOf(election)
  const edge = names.edge(region)
  const hasEdge = needsEdge(election)
  const operations = 'value' in service ? service.value?.outputs.RollOperationsTable : undefined
  const [places, sms, edgeStack, roll] = await Promise.all([
    Promise.all(
      [...new Set([region, ...(hasEdge ? [edgeRegion] : [])])].map((of) => lookAtPlace(look, of)),
    ),
    askStack(clients.cloudFormation(region), smsNames.stack),
    hasEdge ? askStack(clients.cloudFormation(edgeRegion), edge) : undefined,
    ask('dynamodb:Scan', () => readRollMode(clients.dynamodb, operations)),
  ])
  const { customerManagedKey } = election.protection
  const judgedKey =
    'value' in service ? judgeEncryptionKey(main, customerManagedKey, service.value) : []
  return [
    ...places.flat(),
    ...judged(service, (stack) => judgeStack(main, stack)),
    ...judged(roll, (standing) => judgeMode(election.mode, standing)),
    ...judged(data, (stack) => judgeStack(kept, stack)),
    ...judgedKey,
    ...judged(sms, (stack) => judgeStack(smsNames.stack, stack)),
    ...(edgeStack ? judged(edgeStack, (stack) => judgeStack(edge, stack)) : []),
  ]
}

/** What must be there before anything is deployed to a region, and who may. */
async function lookAtPlace({ clients, caller }: Look, region: string) {
  const place = { account: caller.account, region }
  const bootstrap = await askStack(clients.cloudFormation(region), bootstrapStack)
  const found = judged(bootstrap, (stack) => judgeBootstrap(stack, place))
  // Its roles are then not there either.
  if ('value' in bootstrap && bootstrap.value === undefined) return found
  const roles = deployerRoles.map(async (role) =>
    judged(await ask('sts:AssumeRole', () => mayTakeOn(clients.sts, role, place)), (may) =>
      judgeTakenOn(role, place, may),
    ),
  )
  return [...found, ...(await Promise.all(roles)).flat()]
}

async function lookAtMail({ election, clients, dns, voters }: Look, data: StackAnswer) {
  const { mail: sender, region } = election
  const { kept } = stackNamesOf(election)
  const isThere = !('value' in data) || data.value !== undefined
  const cloudFormation = clients.cloudFormation(region)
  const [account, identities, ours] = await Promise.all([
    ask('ses:GetAccount', () => readSesAccount(clients.ses)),
    ask('ses:GetEmailIdentity', () => readSesIdentities(clients.ses, sender.from)),
    isThere && sender.identity !== 'existing'
      ? ask('cloudformation:DescribeStackResources', () =>
          readResources(cloudFormation, kept, 'AWS::SES::EmailIdentity'),
        )
      : { value: [] },
  ])
  const mail = [
    ...judged(account, (read) => judgeSesAccount(read, election, voters)),
    ...judged(identities, (known) => judged(ours, (names) => judgeSender(sender, known, names))),
  ]
  // Without the sender, nothing can be said of who signs: that it was not read is said above.
  if (!('value' in identities)) return { mail, mailDns: [] }
  const known = senderOf(sender, identities.value)
  const records = await ask(`DNS ${domainOf(sender.from)}`, () =>
    readMailDns(dns, sender.from, known),
  )
  return { mail, mailDns: judged(records, (read) => judgeMailDns(sender, read, known)) }
}

async function lookAtSms({ election, clients, caller, sms }: Look): Promise<Finding[]> {
  const { sns, endUserMessaging, logs } = clients
  const [sandbox, attributes, granted, rules, groups] = await Promise.all([
    ask('sns:GetSMSSandboxAccountStatus', () => readIsSandbox(sns)),
    ask('sns:GetSMSAttributes', () => readSmsAttributes(sns)),
    ask('sms-voice:DescribeSpendLimits', () => readGrantedSpend(endUserMessaging)),
    askCountryRules(endUserMessaging),
    ask('logs:DescribeSubscriptionFilters', () =>
      readReceiptLogs(logs, { account: caller.account, region: election.region }),
    ),
  ])
  return [
    ...judged(sandbox, judgeSandbox),
    ...judged(attributes, (read) => [
      ...judgeSpend(read, granted, election.smsMonthlySpendUsd, sms),
      ...judgeReceiptRole(read, smsNames.stack),
    ]),
    ...judged(rules, (read) => judgeCountryRules(read, election.territories)),
    ...judged(groups, (read) => judgeReceiptLogs(read, smsNames.collector)),
  ]
}

async function askCountryRules(client: Clients['endUserMessaging']) {
  const protection = await ask('sms-voice:DescribeAccountAttributes', () => readProtection(client))
  if (!('value' in protection)) return protection
  const { value: id } = protection
  if (id === undefined) return { value: {} }
  return ask('sms-voice:GetProtectConfigurationCountryRuleSet', () => readCountryRules(client, id))
}

async function lookAtCapacity(
  { election, clients, needs }: Look,
  service: StackAnswer,
): Promise<Finding[]> {
  const { lambda, apiGateway, dynamodb } = clients
  const [concurrency, hasRuntime, throttle, writes] = await Promise.all([
    ask('lambda:GetAccountSettings', () => readConcurrency(lambda)),
    ask('lambda:ListLayers', () => readHasRuntime(lambda)),
    ask('apigateway:GET', () => readApiThrottle(apiGateway)),
    ask('dynamodb:DescribeLimits', () => readMostTableWrites(dynamodb)),
  ])
  const isDeployed = !('value' in service) || service.value !== undefined
  return [
    ...judged(concurrency, (read) => judgeConcurrency(read, election, isDeployed)),
    ...judged(hasRuntime, (has) => judgeRuntime(has, election.region)),
    ...judged(throttle, (read) => judgeApiThrottle(read, needs.api)),
    ...judged(writes, (most) => judgeTableWrites(most, needs.tableWritesPerSecond)),
  ]
}
