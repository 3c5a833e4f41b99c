import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { GetAccountCommand } from '@aws-sdk/client-sesv2'
import { smsNames } from '../../shared/contract/sms-names.ts'
import { stackNamesOf } from '../../shared/contract/stack-names.ts'
import { edgeRegion, needsEdge } from '../../shared/domain/election/edge.ts'
import type { Subject } from '../../shared/texts/preflight/preflight-command.ts'
import { lookAtCapacity } from './account-quotas.ts'
import { allOf, ask, check, judged } from './ask.ts'
import { judgeCaller } from './caller-and-clock.ts'
import { lookAtDomains } from './domain.ts'
import type { Finding } from './finding.ts'
import type { Look, StackAnswer } from './look.ts'
import { judgeMailDns, readMailDns } from './mail-dns.ts'
import { judgeMode, readRollMode } from './rehearsal.ts'
import { deployerRoles, judgeTakenOn, mayTakeOn } from './rights.ts'
import { judgeSesAccount } from './ses-account.ts'
import { domainOf, judgeSender, readSesIdentities, senderOf } from './ses-identity.ts'
import { lookAtSms } from './sms.ts'
import {
  bootstrapStack,
  judgeBootstrap,
  judgeEncryptionKey,
  judgeStack,
  readResources,
  readStack,
} from './stacks.ts'

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
    // What was not read counts as there.
    lookAtCapacity(look, !('value' in service) || service.value !== undefined),
    lookAtDomains(look, service),
  ])
  return { account: judgeCaller(caller), deployment, ...mail, sms, capacity, domain }
}

const askStack = (client: CloudFormationClient, name: string): Promise<StackAnswer> =>
  ask('cloudformation:DescribeStacks', () => readStack(client, name))

function lookAtDeployment(look: Look, service: StackAnswer, data: StackAnswer): Promise<Finding[]> {
  const { election, clients } = look
  const { region, mode, protection } = election
  const { main, kept, edge } = stackNamesOf(election)
  const edgeRegions = needsEdge(election) ? [edgeRegion] : []
  const read = 'value' in service ? service.value : undefined
  const stackIn = async (of: string, name: string) =>
    judged(await askStack(clients.cloudFormation(of), name), (stack) => judgeStack(name, stack))
  return allOf([
    ...[...new Set([region, ...edgeRegions])].map((of) => lookAtPlace(look, of)),
    Promise.resolve(judged(service, (stack) => judgeStack(main, stack))),
    check(
      'dynamodb:Scan',
      () => readRollMode(clients.dynamodb, read?.outputs.RollOperationsTable),
      (standing) => judgeMode(mode, standing),
    ),
    Promise.resolve([
      ...judged(data, (stack) => judgeStack(kept, stack)),
      ...('value' in service ? judgeEncryptionKey(main, protection.customerManagedKey, read) : []),
    ]),
    stackIn(region, smsNames.stack),
    ...edgeRegions.map((of) => stackIn(of, edge(region))),
  ])
}

/** What must be there before anything is deployed to a region, and who may. */
async function lookAtPlace({ clients, caller }: Look, region: string): Promise<Finding[]> {
  const place = { account: caller.account, region }
  const bootstrap = await askStack(clients.cloudFormation(region), bootstrapStack)
  const found = judged(bootstrap, (stack) => judgeBootstrap(stack, place))
  // Its roles are then not there either.
  if ('value' in bootstrap && bootstrap.value === undefined) return found
  const roles = deployerRoles.map((role) =>
    check(
      'sts:AssumeRole',
      () => mayTakeOn(clients.sts, role, place),
      (may) => judgeTakenOn(role, place, may),
    ),
  )
  return [...found, ...(await allOf(roles))]
}

async function lookAtMail({ election, clients, dns, voters }: Look, data: StackAnswer) {
  const { mail: sender, region } = election
  const { kept } = stackNamesOf(election)
  const isThere = !('value' in data) || data.value !== undefined
  const cloudFormation = clients.cloudFormation(region)
  const [account, identities, ours] = await Promise.all([
    check(
      'ses:GetAccount',
      () => clients.ses.send(new GetAccountCommand({})),
      (read) => judgeSesAccount(read, election, voters),
    ),
    ask('ses:GetEmailIdentity', () => readSesIdentities(clients.ses, sender.from)),
    isThere && sender.identity !== 'existing'
      ? ask('cloudformation:DescribeStackResources', () =>
          readResources(cloudFormation, kept, 'AWS::SES::EmailIdentity'),
        )
      : { value: [] },
  ])
  const mail = [
    ...account,
    ...judged(identities, (known) => judged(ours, (names) => judgeSender(sender, known, names))),
  ]
  // Without the sender, nothing can be said of who signs: that it was not read is said above.
  if (!('value' in identities)) return { mail, mailDns: [] }
  const known = senderOf(sender, identities.value)
  const mailDns = await check(
    `DNS ${domainOf(sender.from)}`,
    () => readMailDns(dns, sender.from, known),
    (read) => judgeMailDns(sender, read, known),
  )
  return { mail, mailDns }
}
