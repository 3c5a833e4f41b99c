/** Accepted AwsSolutions findings by their reason, in whichever election they are found. « … » stands for any characters. */
export const acceptedFindings: Readonly<Record<string, readonly string[]>> = {
  'A restoration creates copies of a table, which it names by their instant, and deletes them.': [
    'IAM5[Resource::Reassort-Data:ExportsOutputFnGetAttTables…-restored-*] on TeamFunction/ComputeForTeamRole',
  ],
  "Each function itself checks the voter's cookie (shared/access), and half of the routes need no session. The origin token keeps other callers out.":
    ['APIG4 on Api/HttpApi/…'],
  'Staff sign in at their own provider, and each function itself checks their cookie.': [
    'APIG4 on Staff/Api/HttpApi/…',
  ],
  "As on the voters' site. There are no access logs, since CloudFront would log the code that the provider sends in a query.":
    ['CFR1 on Staff/Site/Distribution', 'CFR3 on Staff/Site/Distribution'],
  'Their items last for hours at most: staff sign in again, and a voter creates another code.': [
    'DDB3 on StaffTables/…',
  ],
  "Only CloudFront reads this bucket, and the staff's pages contain no secret and no name.": [
    'S1 on Staff/Site/Pages',
  ],
  'One is issued by the provider, the other makes codes of ten minutes.': [
    'SMG4 on Secrets/StaffClientSecret',
    'SMG4 on Secrets/FileCodeKey',
  ],
  "CDK's own function copies the staff's pages at deployment, as it does the voters'.": [
    'IAM5[Resource::<StaffSitePages….Arn>/*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
  ],
  'Access logs are personal data that the service does not need: site.accessLogs turns them on.': [
    'CFR3 on Site/Distribution',
  ],
  "The functions' log says what happened; site.accessLogs turns on the gateway's log too.": [
    'APIG1 on Api/Stage',
  ],
  'Voters may be in any country: a location says nothing about the right to vote.': [
    'CFR1 on Site/Distribution',
  ],
  "The firewall costs 15 USD a month and a second region: site.firewall turns it on, as in the repository's file.":
    ['CFR2 on Site/Distribution'],
  "With CloudFront's own certificate, nobody can choose the TLS version: site.domain brings another certificate.":
    ['CFR4 on Site/Distribution'],
  'Only CloudFront reads this bucket of public pages, and it has its own access logs.': [
    'S1 on Site/Pages',
  ],
  'Its objects are locked, and the heads prove them; reads say nothing about the vote.': [
    'S1 on Ledger/Segments',
  ],
  "These logs are read only to find a fault, and the account's audit trail records who reads them.":
    ['S1 on Site/AccessLogs'],
  "Logging the readers of logs has no end: the account's own CloudTrail names them.": [
    'S1 on AuditTrail/Records',
  ],
  'Every hash in the tables is made with them: after a replacement no identifier and no phone would match.':
    [
      'SMG4 on Secrets/IdentifierKeys',
      'SMG4 on Secrets/IdentityKeys',
      'SMG4 on Secrets/ProofKeys',
      'SMG4 on Secrets/LedgerKeys',
    ],
  'CloudFront and the functions would disagree during an automatic rotation; `npm run keys` replaces it in steps.':
    ['SMG4 on Secrets/OriginToken'],
  "CDK's own deployment function, which no voter reaches: the managed policy only lets it write logs.":
    ['IAM4[Policy::…/AWSLambdaBasicExecutionRole] on Custom::CDKBucketDeployment…/ServiceRole'],
  "CDK's own function copies the pages at deployment: it reads CDK's assets and writes to the pages' bucket.":
    [
      'IAM5[Action::s3:…*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
      'IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-…/*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
      'IAM5[Resource::<SitePages….Arn>/*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
    ],
  'CDK chooses the runtime of its own function, which is updated with aws-cdk-lib.': [
    'L1 on Custom::CDKBucketDeployment…',
  ],
  "SES also asks for the recipient's identity in the sandbox: a condition binds the sender's address instead.":
    [
      'IAM5[Resource::arn:aws:ses:…:identity/*] on Delivery/MailVotersRole',
      'IAM5[Resource::arn:aws:ses:…:identity/*] on LedgerWriters/TellLedgerHeadRole',
    ],
  "The ledger's objects are numbered as they are written: the wildcard covers their names.": [
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on LedgerWriters/WriteLedgerRole',
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on LedgerWriters/TellLedgerHeadRole',
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on TeamRoles/Auditor/DefaultPolicy',
  ],
  'It reads the heads of the ledger, which are numbered as they are written.': [
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on Staff/Api/ShowWatchRole',
  ],
  'SNS itself names the streams of the two log groups: the wildcard covers those names.': [
    'IAM5[…:log-group:sns/…/DirectPublishToPhoneNumber…:*] on SmsLogWriter',
    'IAM5[…:log-group:sns/…/DirectPublishToPhoneNumber…:*] on SetSmsAttributesRole',
  ],
  'Lambda grants listing mappings only for a whole account; the watch checks whether those of the ledger are enabled.':
    ['IAM5[Resource::*] on Delivery/WatchVoteRole'],
  "A mapping's ARN holds its id only, so a condition names the functions whose mappings may be enabled; e-mail sending is a setting of the account, without an ARN.":
    ['IAM5[Resource::*] on Restarting/RestartServiceRole'],
  "It is itself the DLQ of the streams' mappings; a message in it raises an alarm.": [
    'SQS3 on LedgerWriters/DeadLetters',
  ],
  "The account's SMS attributes (sns:SetSMSAttributes) have no ARN, and are set at deployment only.":
    ['IAM5[Resource::*] on SetSmsAttributesRole'],
  "Readings of CloudWatch, CloudTrail and the account have no ARN; nor have the list of queues and SES's suppression list.":
    [
      'IAM5[Resource::*] on TeamRoles/Auditor/DefaultPolicy',
      'IAM5[Resource::*] on TeamRoles/Deployer/DefaultPolicy',
      'IAM5[Resource::*] on TeamRoles/Operator/DefaultPolicy',
      'IAM5[Resource::*] on TeamRoles/Watcher/DefaultPolicy',
    ],
  'CloudFormation generates the ends of role names: the auditor reads the roles and their policies.':
    [
      'IAM5[Resource::arn:aws:iam::<AWS::AccountId>:role/Reassort…*] on TeamRoles/Auditor/DefaultPolicy',
    ],
  'CloudFormation generates the ends of the names of stacks and functions, whose code the seal compares.':
    [
      'IAM5[Resource::arn:aws:cloudformation:…:stack/Reassort…/*] on TeamRoles/Auditor/DefaultPolicy',
      'IAM5[Resource::arn:aws:lambda:…:function:Reassort*] on TeamRoles/Auditor/DefaultPolicy',
      'IAM5[Resource::arn:aws:lambda:…:function:reassort-*] on TeamRoles/Auditor/DefaultPolicy',
      'IAM5[Resource::arn:aws:cloudfront::<AWS::AccountId>:function/*] on TeamRoles/Auditor/DefaultPolicy',
      'IAM5[Resource::arn:aws:cloudformation:…:stack/Reassort…/*] on TeamRoles/Deployer/DefaultPolicy',
      'IAM5[Resource::arn:aws:lambda:…:function:Reassort*] on TeamRoles/Deployer/DefaultPolicy',
      'IAM5[Resource::arn:aws:lambda:…:function:reassort-*] on TeamRoles/Deployer/DefaultPolicy',
      'IAM5[Resource::arn:aws:cloudfront::<AWS::AccountId>:function/*] on TeamRoles/Deployer/DefaultPolicy',
    ],
  'The auditor reads every file of the audit trail: CloudTrail names them by account, region and day.':
    ['IAM5[Resource::<AuditTrailRecords….Arn>/*] on TeamRoles/Auditor/DefaultPolicy'],
}
