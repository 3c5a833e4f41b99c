/** Accepted AwsSolutions findings by their reason, in whichever election they are found. « … » stands for any characters. */
export const acknowledged: Readonly<Record<string, readonly string[]>> = {
  'A restoration makes copies of a table, which are named by their instant, and deletes them.': [
    'IAM5[Resource::Reassort-Data:ExportsOutputFnGetAttTables…-restored-*] on TeamFunction/ComputeForTeamRole',
  ],
  'Voters sign in with a cookie, which the function itself checks (functions/, shared/access); half of the routes are for who is not signed in. The origin token keeps others out.':
    ['APIG4 on Api/HttpApi/…'],
  'Staff sign in at their own provider, and by a cookie that the function itself checks.': [
    'APIG4 on Staff/Api/HttpApi/…',
  ],
  "As of the voters' site, but for logs: CloudFront would write the code that the provider sends in a query.":
    ['CFR1 on Staff/Site/Distribution', 'CFR3 on Staff/Site/Distribution'],
  'They hold what lasts for hours at most: whoever loses a session signs in again, and a voter draws another code.':
    ['DDB3 on StaffTables/…'],
  'Only CloudFront reads this bucket: no secret and no name is in the pages of the staff.': [
    'S1 on Staff/Site/Pages',
  ],
  'One is what the provider draws, one makes codes of ten minutes.': [
    'SMG4 on Secrets/StaffClientSecret',
    'SMG4 on Secrets/FileCodeKey',
  ],
  "CDK's own function that copies the staff's pages at deployment, as it does the voters'.": [
    'IAM5[Resource::<StaffSitePages….Arn>/*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
  ],
  'Access logs are personal data that the service does not need: site.accessLogs asks for them.': [
    'CFR3 on Site/Distribution',
  ],
  "The functions' journal says what happened; site.accessLogs asks for the gateway's log beside it.":
    ['APIG1 on Api/Stage'],
  'Voters are abroad too, in any country: where somebody is says nothing of their right to vote.': [
    'CFR1 on Site/Distribution',
  ],
  'The firewall costs 15 USD a month and a second region: site.firewall asks for it, as the repository does.':
    ['CFR2 on Site/Distribution'],
  'CloudFront lets no version of TLS be chosen with its own certificate: site.domain brings another.':
    ['CFR4 on Site/Distribution'],
  'Only CloudFront reads this bucket, of public pages; what it serves is in its own access logs.': [
    'S1 on Site/Pages',
  ],
  'What is put there stays, and its heads prove it: who read it says nothing of the vote.': [
    'S1 on Ledger/Segments',
  ],
  'Nobody reads these logs but to look for a fault, and access to them is in the audit trail of the account.':
    ['S1 on Site/AccessLogs'],
  'Logs of who reads logs have no end: CloudTrail, which the account has, says who did.': [
    'S1 on AuditTrail/Records',
  ],
  'Every hash of the tables is made with them: replaced, no identifier and no phone would be known.':
    [
      'SMG4 on Secrets/IdentifierKeys',
      'SMG4 on Secrets/IdentityKeys',
      'SMG4 on Secrets/ProofKeys',
      'SMG4 on Secrets/LedgerKeys',
    ],
  'CloudFront and the functions would disagree during a rotation; `npm run keys` replaces it, one after the other.':
    ['SMG4 on Secrets/OriginToken'],
  "CDK's own function of the deployment, which no voter reaches: it lets it write logs and nothing else.":
    ['IAM4[Policy::…/AWSLambdaBasicExecutionRole] on Custom::CDKBucketDeployment…/ServiceRole'],
  "CDK's own function that copies the pages at deployment: it reads CDK's assets and writes the bucket of the pages.":
    [
      'IAM5[Action::s3:…*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
      'IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-…/*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
      'IAM5[Resource::<SitePages….Arn>/*] on Custom::CDKBucketDeployment…/ServiceRole/DefaultPolicy',
    ],
  'CDK chooses the runtime of its own function; it is replaced with aws-cdk-lib.': [
    'L1 on Custom::CDKBucketDeployment…',
  ],
  "SES also asks for the recipient's identity in the sandbox: a condition binds the sender's address instead.":
    [
      'IAM5[Resource::arn:aws:ses:…:identity/*] on Delivery/MailVotersRole',
      'IAM5[Resource::arn:aws:ses:…:identity/*] on LedgerWriters/TellLedgerHeadRole',
    ],
  'The ledger is objects that are numbered as they are written: the wildcard is their names.': [
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on LedgerWriters/WriteLedgerRole',
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on LedgerWriters/TellLedgerHeadRole',
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on TeamRoles/Auditor/DefaultPolicy',
  ],
  'It reads the heads of the ledger, which are numbered as they are written.': [
    'IAM5[Resource::Reassort-Data:…LedgerSegments…/*] on Staff/Api/ShowWatchRole',
  ],
  'SNS names the streams of the two log groups itself: the wildcard is what comes after their names.':
    [
      'IAM5[…:log-group:sns/…/DirectPublishToPhoneNumber…:*] on SmsLogWriter',
      'IAM5[…:log-group:sns/…/DirectPublishToPhoneNumber…:*] on SetSmsAttributesRole',
    ],
  'Lambda gives the right to list mappings of an account alone; the watch asks whether those of the ledger are enabled.':
    ['IAM5[Resource::*] on Delivery/WatchVoteRole'],
  "A mapping's resource is its id alone, so a condition names the functions whose mappings may be enabled; the sending of e-mails is the account's and has none.":
    ['IAM5[Resource::*] on Restarting/RestartServiceRole'],
  "It is itself a DLQ, of the streams' mappings; a message in it sets an alarm off.": [
    'SQS3 on LedgerWriters/DeadLetters',
  ],
  "AWS knows no resource for the account's SMS attributes (sns:SetSMSAttributes), which are set at deployment only.":
    ['IAM5[Resource::*] on SetSmsAttributesRole'],
  'What is read of CloudWatch, CloudTrail and the account has no resource that a policy could name; nor has the list of queues, or that of the addresses to which SES writes no more.':
    [
      'IAM5[Resource::*] on TeamRoles/Auditor/DefaultPolicy',
      'IAM5[Resource::*] on TeamRoles/Deployer/DefaultPolicy',
      'IAM5[Resource::*] on TeamRoles/Operator/DefaultPolicy',
      'IAM5[Resource::*] on TeamRoles/Watcher/DefaultPolicy',
    ],
  'CloudFormation draws the ends of the names of roles: the auditor reads what they are, and their policies.':
    [
      'IAM5[Resource::arn:aws:iam::<AWS::AccountId>:role/Reassort…*] on TeamRoles/Auditor/DefaultPolicy',
    ],
  'CloudFormation draws the ends of the names of stacks and functions, whose code the seal compares.':
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
  "A test SMS looks for its receipt in SNS's two groups, in which CloudWatch hides the numbers.": [
    'IAM5[…/DirectPublishToPhoneNumber*] on TeamRoles/Operator/DefaultPolicy',
  ],
}
