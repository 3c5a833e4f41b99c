import { commandRights } from '../shared/tooling/command-rights.ts'
import type { CommandRights } from '../shared/tooling/rights.ts'
import { type TeamRole, teamRoleNames, teamRoles } from '../shared/tooling/team-roles.ts'

const introduction = `# Roles

Each part of the election team has a role that the deployment makes, with the rights of its commands and no other. \`npm run docs\` writes this page from \`shared/tooling/command-rights.ts\` and \`shared/tooling/team-roles.ts\`, as \`lib/account/team-role-policies.ts\` makes the roles; \`test/journey/team-permissions.full.test.ts\` plays the commands under them. All of them have \`cloudformation:DescribeStacks\` on the election's stack besides, which names tables, keys and queues. Why: [decision 63](decisions/0063-a-role-for-each-part-of-the-team.md).

The outputs of the election's stack name them: \`RollTeamRole\`, \`OperatorRole\`, \`WatcherRole\`, \`AuditorRole\`, \`DeployerRole\`. To take one on, in \`~/.aws/config\`:

\`\`\`ini
[profile operator]
role_arn = arn:aws:iam::123456789012:role/Reassort-TeamRolesOperator-…
source_profile = the profile that you sign in with
role_session_name = prenom.nom
region = eu-west-3
\`\`\`

Then \`AWS_PROFILE=operator npm run election -- …\`. The session's name is your own: it is what the service's records say of you. CloudTrail keeps beside it who you signed in as.

Who may take on a role is what \`roles\` says in [election.json](election.md#operation): principals of the account, by ARN. Of people who sign in by IAM Identity Center it is the ARN of their permission set's role, \`arn:aws:iam::ACCOUNT:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_NAME_*\`; they need \`sts:AssumeRole\` on the role of ours besides. A role that the file gives to nobody is open to whomever the account's own policies give \`sts:AssumeRole\` on it. Demand a second factor where people sign in: a role cannot see it there.

With \`protection.customerManagedKey\` the roles have the path \`/Reassort/team/\`, after the election's stack, by which [the key of the tables](deploy.md#tables-and-keys-closed-to-administrators) knows them: it lets them decrypt what they may read, through DynamoDB and Secrets Manager alone, and no policy of theirs says so.

The first deployment is made with rights of your own, since it makes the roles.`

export function rolesText(): string {
  const roles = teamRoleNames.map((name) => roleText(name, teamRoles[name]))
  return `${[introduction, ...roles].join('\n\n')}\n`
}

function roleText(name: string, { holds, does, untilSeal }: TeamRole): string {
  const rights: CommandRights[] = does.map((one) => commandRights[one])
  const title = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    untilSeal ? `${holds} Of what stands below only reading items of tables is left then.` : holds,
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
        ...(updates ? [`\`dynamodb:UpdateItem\` on ${table}, of ${codes(updates)} alone`] : []),
        ...(deletes ? [`\`dynamodb:DeleteItem\` on ${table}, of ${codes(deletes)} alone`] : []),
      ]
    }),
    ...Object.entries(secrets).map(
      ([name, actions]) => `\`secretsmanager:\` ${codes(actions)} on \`${name}\``,
    ),
    ...Object.keys(queues).map((name) => `\`sqs:SendMessage\` on the queue \`${name}\``),
    ...(asksTeamFunction ? ['`lambda:InvokeFunctionUrl` on the function that has the keys'] : []),
    ...(restartsService
      ? ['`lambda:InvokeFunction` on the function that restarts the service']
      : []),
    ...(others ?? []).map(({ actions, on }) => `${codes(actions)} on ${on}`),
  ]
  return [
    `- ${commandNames || 'The AWS command line'}${onlyInRehearsal ? ', in a rehearsal alone' : ''}${writesUntilSeal ? ', writing to tables until the roll is sealed' : ''}:`,
    ...lines.map((line) => `  - ${line}`),
  ].join('\n')
}

const codes = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
