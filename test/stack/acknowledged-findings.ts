import { routes } from '../../shared/contract/routes.ts'
import { staffRoutes } from '../../shared/contract/staff-routes.ts'

/** Accepted AwsSolutions findings and their reasons. `on`: constructs of the election's stack. */
interface Acknowledged {
  rules: string[]
  on: string[]
  why: string
  only?: Election[]
}

export type Election = 'bare' | 'shipped' | 'full'

const pagesDeployment = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C'
const lambdaBasics =
  'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'
const smsLogs =
  'Resource::arn:aws:logs:eu-west-3:<AWS::AccountId>:log-group:sns/eu-west-3/<AWS::AccountId>/DirectPublishToPhoneNumber'
const stacksOfElection = [
  ...['eu-west-3 Reassort', 'eu-west-3 Reassort-Data', 'eu-west-3 ReassortSms'],
  'us-east-1 Reassort-Edge-eu-west-3',
].map((one) => {
  const [region, name] = one.split(' ')
  return `IAM5[Resource::arn:aws:cloudformation:${region}:<AWS::AccountId>:stack/${name}/*]`
})
const ledgerObjects =
  'IAM5[Resource::Reassort-Data:ExportsOutputFnGetAttLedgerSegmentsF0E03127ArnD6435A98/*]'

export const acknowledged: readonly Acknowledged[] = [
  {
    rules: [
      'Phones38934B7DArn0E5AC67B',
      'ReissuesDEC9F45FArnAA34A541',
      'VotersF4AB7936ArnF36CC4AD',
    ].map(
      (table) => `IAM5[Resource::Reassort-Data:ExportsOutputFnGetAttTables${table}-restored-*]`,
    ),
    on: ['TeamFunction/ComputeForTeamRole'],
    why: 'A restoration makes copies of a table, which are named by their instant, and deletes them.',
  },
  {
    rules: ['APIG4'],
    on: [...Object.keys(routes), 'ANY /{proxy+}'].map(
      (route) => `Api/HttpApi/${route.replace(' ', '').replaceAll('/', '--')}`,
    ),
    why: 'Voters sign in with a cookie, which the function itself checks (functions/, shared/access); half of the routes are for who is not signed in. The origin token keeps others out.',
  },
  {
    rules: ['APIG4'],
    on: [...Object.keys(staffRoutes), 'ANY /{proxy+}']
      .map((route) => `Staff/Api/HttpApi/${route.replace(' ', '').replaceAll('/', '--')}`)
      .concat('Api/HttpApi/POST--api--file-code', 'Api/HttpApi/GET--api--notice-end'),
    only: ['full'],
    why: 'Staff sign in at their own provider, and by a cookie that the function itself checks.',
  },
  {
    rules: ['CFR1', 'CFR3'],
    on: ['Staff/Site/Distribution'],
    only: ['full'],
    why: "As of the voters' site, but for logs: CloudFront would write the code that the provider sends in a query.",
  },
  {
    rules: ['DDB3'],
    on: ['StaffSessions', 'StaffAttempts', 'FileCodes'].map((table) => `StaffTables/${table}`),
    only: ['full'],
    why: 'They hold what lasts for hours at most: whoever loses a session signs in again, and a voter draws another code.',
  },
  {
    rules: ['S1'],
    on: ['Staff/Site/Pages'],
    only: ['full'],
    why: 'Only CloudFront reads this bucket: no secret and no name is in the pages of the staff.',
  },
  {
    rules: ['SMG4'],
    on: ['Secrets/StaffClientSecret', 'Secrets/FileCodeKey'],
    only: ['full'],
    why: 'One is what the provider draws, one makes codes of ten minutes.',
  },
  {
    rules: ['IAM5[Resource::<StaffSitePagesBE847D80.Arn>/*]'],
    on: [`${pagesDeployment}/ServiceRole/DefaultPolicy`],
    only: ['full'],
    why: "CDK's own function that copies the staff's pages at deployment, as it does the voters'.",
  },
  {
    rules: ['CFR3'],
    on: ['Site/Distribution'],
    only: ['bare', 'shipped'],
    why: 'Access logs are personal data that the service does not need: site.accessLogs asks for them.',
  },
  {
    rules: ['APIG1'],
    on: ['Api/Stage'],
    only: ['bare', 'shipped'],
    why: "The functions' journal says what happened; site.accessLogs asks for the gateway's log beside it.",
  },
  {
    rules: ['CFR1'],
    on: ['Site/Distribution'],
    why: 'Voters are abroad too, in any country: where somebody is says nothing of their right to vote.',
  },
  {
    rules: ['CFR2'],
    on: ['Site/Distribution'],
    only: ['bare'],
    why: 'The firewall costs 16 USD a month and a second region: site.firewall asks for it, as the repository does.',
  },
  {
    rules: ['CFR4'],
    on: ['Site/Distribution'],
    only: ['bare', 'shipped'],
    why: 'CloudFront lets no version of TLS be chosen with its own certificate: site.domain brings another.',
  },
  {
    rules: ['S1'],
    on: ['Site/Pages'],
    why: 'Only CloudFront reads this bucket, of public pages; what it serves is in its own access logs.',
  },
  {
    rules: ['S1'],
    on: ['Ledger/Segments'],
    why: 'What is put there stays, and its heads prove it: who read it says nothing of the vote.',
  },
  {
    rules: ['S1'],
    on: ['Site/AccessLogs'],
    only: ['full'],
    why: 'Nobody reads these logs but to look for a fault, and access to them is in the audit trail of the account.',
  },
  {
    rules: ['S1'],
    on: ['AuditTrail/Records'],
    why: 'Logs of who reads logs have no end: CloudTrail, which the account has, says who did.',
  },
  {
    rules: ['SMG4'],
    on: ['IdentifierKeys', 'IdentityKeys', 'ProofKeys', 'LedgerKeys'].map(
      (keys) => `Secrets/${keys}`,
    ),
    why: 'Every hash of the tables is made with them: replaced, no identifier and no phone would be known.',
  },
  {
    rules: ['SMG4'],
    on: ['Secrets/OriginToken'],
    why: 'CloudFront and the functions would disagree during a rotation; `npm run keys` replaces it, one after the other.',
  },
  {
    rules: [lambdaBasics],
    on: [`${pagesDeployment}/ServiceRole`],
    why: "CDK's own function of the deployment, which no voter reaches: it lets it write logs and nothing else.",
  },
  {
    rules: [
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    ],
    on: ['Canaries/Role'],
    only: ['full'],
    why: "AWS's own policy for CodeDeploy with Lambda: it follows what CodeDeploy needs, and CodeDeploy alone takes the role.",
  },
  {
    rules: [
      'IAM5[Action::s3:GetBucket*]',
      'IAM5[Action::s3:GetObject*]',
      'IAM5[Action::s3:List*]',
      'IAM5[Action::s3:Abort*]',
      'IAM5[Action::s3:DeleteObject*]',
      'IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-eu-west-3/*]',
      'IAM5[Resource::<SitePages600CC8A7.Arn>/*]',
    ],
    on: [`${pagesDeployment}/ServiceRole/DefaultPolicy`],
    why: "CDK's own function that copies the pages at deployment: it reads CDK's assets and writes the bucket of the pages.",
  },
  {
    rules: ['L1'],
    on: [pagesDeployment],
    why: 'CDK chooses the runtime of its own function; it is replaced with aws-cdk-lib.',
  },
  {
    rules: ['IAM5[Resource::arn:aws:ses:eu-west-3:<AWS::AccountId>:identity/*]'],
    on: ['Delivery/MailVoters', 'LedgerWriters/TellLedgerHead'].map((mailer) => `${mailer}Role`),
    why: "SES also asks for the recipient's identity in the sandbox: a condition binds the sender's address instead.",
  },
  {
    rules: [ledgerObjects],
    on: [
      'LedgerWriters/WriteLedgerRole',
      'LedgerWriters/TellLedgerHeadRole',
      'TeamRoles/Auditor/DefaultPolicy',
    ],
    why: 'The ledger is objects that are numbered as they are written: the wildcard is their names.',
  },
  {
    rules: [ledgerObjects],
    on: ['Staff/Api/ShowWatchRole'],
    only: ['full'],
    why: 'It reads the heads of the ledger, which are numbered as they are written.',
  },
  {
    rules: [`IAM5[${smsLogs}/Failure:*]`, `IAM5[${smsLogs}:*]`],
    on: ['SmsLogWriter', 'SetSmsAttributesRole'],
    why: 'SNS names the streams of the two log groups itself: the wildcard is what comes after their names.',
  },
  {
    rules: ['IAM5[Resource::*]'],
    on: ['Delivery/WatchVoteRole'],
    why: 'Lambda gives the right to list mappings of an account alone; the watch asks whether those of the ledger are enabled.',
  },
  {
    rules: ['IAM5[Resource::*]'],
    on: ['Restarting/RestartServiceRole'],
    why: "A mapping's resource is its id alone, so a condition names the functions whose mappings may be enabled; the sending of e-mails is the account's and has none.",
  },
  {
    rules: ['SQS3'],
    on: ['LedgerWriters/DeadLetters'],
    why: "It is itself a DLQ, of the streams' mappings; a message in it sets an alarm off.",
  },
  {
    rules: ['IAM5[Resource::*]'],
    on: ['SetSmsAttributesRole'],
    why: "AWS knows no resource for the account's SMS attributes (sns:SetSMSAttributes), which are set at deployment only.",
  },
  {
    rules: ['IAM5[Resource::*]'],
    on: ['Auditor', 'Deployer', 'Operator', 'Watcher'].map(
      (role) => `TeamRoles/${role}/DefaultPolicy`,
    ),
    why: 'What is read of CloudWatch, CloudTrail and the account has no resource that a policy could name; nor has the list of queues, or that of the addresses to which SES writes no more.',
  },
  {
    rules: [
      'IAM5[Resource::arn:aws:iam::<AWS::AccountId>:role/Reassort*]',
      'IAM5[Resource::arn:aws:iam::<AWS::AccountId>:role/Reassort/*]',
    ],
    on: ['TeamRoles/Auditor/DefaultPolicy'],
    why: 'CloudFormation draws the ends of the names of roles: the auditor reads what they are, and their policies.',
  },
  {
    rules: [
      ...stacksOfElection,
      ...['Reassort', 'reassort-'].map(
        (name) => `IAM5[Resource::arn:aws:lambda:eu-west-3:<AWS::AccountId>:function:${name}*]`,
      ),
      'IAM5[Resource::arn:aws:cloudfront::<AWS::AccountId>:function/*]',
    ],
    on: ['TeamRoles/Auditor/DefaultPolicy', 'TeamRoles/Deployer/DefaultPolicy'],
    why: 'CloudFormation draws the ends of the names of stacks and roles: the auditor reads what they are, and their policies.',
  },
  {
    rules: ['IAM5[Resource::<AuditTrailRecords8E6425E8.Arn>/*]'],
    on: ['TeamRoles/Auditor/DefaultPolicy'],
    why: 'The auditor reads every file of the audit trail: CloudTrail names them by account, region and day.',
  },
  {
    rules: [`IAM5[${smsLogs}*]`],
    on: ['TeamRoles/Operator/DefaultPolicy'],
    why: "A test SMS looks for its receipt in SNS's two groups, in which CloudWatch hides the numbers.",
  },
]
