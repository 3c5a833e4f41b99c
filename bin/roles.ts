import { commandRights } from '../shared/tooling/command-rights.ts'
import type { CommandRights } from '../shared/tooling/rights.ts'
import { type TeamRole, teamRoleNames, teamRoles } from '../shared/tooling/team-roles.ts'

const introduction = `# Roles

The deployment creates a role for each part of the election team, with the rights of its commands and of the dashboard. \`npm run docs\` writes this page from \`shared/tooling/command-rights.ts\` and \`shared/tooling/team-roles.ts\`, from which \`lib/account/team-role-policies.ts\` also makes the policies; \`test/journey/team-permissions.full.test.ts\` runs the commands under these roles. All roles also have \`cloudformation:DescribeStacks\` on the election's stack, to find tables, keys and queues. [Decision 63](decisions/0063-a-role-for-each-part-of-the-team.md) gives the reasons.

The outputs of the election's stack name the roles: \`RollTeamRole\`, \`OperatorRole\`, \`WatcherRole\`, \`AuditorRole\`, \`DeployerRole\`. To assume one, add to \`~/.aws/config\`:

\`\`\`ini
[profile operator]
role_arn = arn:aws:iam::123456789012:role/Reassort-TeamRolesOperator-…
source_profile = the profile that you sign in with
role_session_name = prenom.nom
region = eu-west-3
\`\`\`

Then \`AWS_PROFILE=operator npm run election -- …\`. Use your own name as the session's name: the ledger shows it. CloudTrail also records the user who assumed the role.

\`roles\` in [election.json](election.md#operation) lists who may assume a role, by ARN. For people of IAM Identity Center this is their permission set's role, \`arn:aws:iam::ACCOUNT:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_NAME_*\`, which also needs \`sts:AssumeRole\` on our role. Without a list, the account's own policies decide who may assume the role. Require a second factor at sign-in, since our roles do not check it.

With \`protection.customerManagedKey\` the roles have the path \`/Reassort/team/\` (the stack's name first). The policy of [the tables' key](deploy.md#tables-and-keys-closed-to-administrators) lets that path decrypt, through DynamoDB and Secrets Manager only.

The first deployment needs other rights, since it creates the roles.`

export function rolesText(): string {
  const roles = teamRoleNames.map((name) => roleText(name, teamRoles[name]))
  return `${[introduction, ...roles].join('\n\n')}\n`
}

function roleText(name: string, { description, rightsNames }: TeamRole): string {
  const rights: CommandRights[] = rightsNames.map((rightsName) => commandRights[rightsName])
  const title = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    description,
    rights.map(rightsText).join('\n'),
  ].join('\n\n')
}

function rightsText({
  commands,
  tables = {},
  secrets = {},
  queues = {},
  asksTeamFunction,
  restartsService,
  writesUntilSeal,
  onlyInRehearsal,
  others,
}: CommandRights) {
  const commandNames = codes(
    commands.map((one) => (one.startsWith('npx ') ? one : `npm run ${one.replace(' ', ' -- ')}`)),
  )
  const lines = [
    ...Object.entries(tables).flatMap(([name, { may = [], updates, deletes }]) => {
      const table = `\`${name.charAt(0).toUpperCase()}${name.slice(1)}\``
      return [
        ...(may.length > 0 ? [`\`dynamodb:\` ${codes(may)} on ${table}`] : []),
        ...(updates ? [`\`dynamodb:UpdateItem\` on ${table}, attributes ${codes(updates)}`] : []),
        ...(deletes ? [`\`dynamodb:DeleteItem\` on ${table}, key ${codes(deletes)}`] : []),
      ]
    }),
    ...Object.entries(secrets).map(
      ([name, actions]) => `\`secretsmanager:\` ${codes(actions)} on \`${name}\``,
    ),
    ...Object.keys(queues).map((name) => `\`sqs:SendMessage\` on the queue \`${name}\``),
    ...(asksTeamFunction ? ['`lambda:InvokeFunctionUrl` on the team function'] : []),
    ...(restartsService
      ? ['`lambda:InvokeFunction` on the function that restarts the service']
      : []),
    ...(others ?? []).map(({ actions, on }) => `${codes(actions)} on ${on}`),
  ]
  return [
    `- ${commandNames || 'The AWS command line'}${onlyInRehearsal ? ', in a rehearsal only' : ''}${writesUntilSeal ? ', writing to tables until the roll is sealed' : ''}:`,
    ...lines.map((line) => `  - ${line}`),
  ].join('\n')
}

const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
