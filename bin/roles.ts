import { commandRights } from '../shared/tooling/command-rights.ts'
import type { CommandRights } from '../shared/tooling/rights.ts'
import { type TeamRole, teamRoleNames, teamRoles } from '../shared/tooling/team-roles.ts'

const introduction = `# Roles

The deployment creates an IAM role for each part of the election team ([decision 63](decisions/0063-a-role-for-each-part-of-the-team.md)), with the permissions that its commands need. A command may not need every permission listed with it, or may also need some listed elsewhere. Roles with \`lambda:InvokeFunctionUrl\` also have \`lambda:InvokeFunction\` through the URL. All roles have \`cloudformation:DescribeStacks\` on the election's stack. \`npm run docs\` writes this page from \`shared/tooling/\`.

The outputs of the election's stack name the roles, such as \`OperatorRole\`. To assume one, add to \`~/.aws/config\`:

\`\`\`ini
[profile operator]
role_arn = arn:aws:iam::123456789012:role/Reassort-TeamRolesOperator…
source_profile = the profile that you sign in with
role_session_name = prenom.nom
region = eu-west-3
\`\`\`

Then run \`AWS_PROFILE=operator npm run election -- …\`. The ledger shows the session's name, so use your own.

\`roles\` in [election.json](election.md#operation) lists by ARN who may assume a role. Users of IAM Identity Center have the ARN of their permission set's role, \`arn:aws:iam::ACCOUNT:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_NAME_*\`. Those listed also need \`sts:AssumeRole\` on our role. Without a list, the account's own policies decide. Require a second factor at sign-in, since our roles do not check it.

With \`protection.customerManagedKey\` the roles have the path \`/STACK/team/\`, which [the tables' key](deploy.md#tables-and-keys-closed-to-administrators) admits.`

export function rolesText(): string {
  const titleByRights = new Map<CommandRights, string>()
  const sections = teamRoleNames.map((name) => roleText(name, teamRoles[name], titleByRights))
  return `${[introduction, ...sections].join('\n\n')}\n`
}

function roleText(name: string, role: TeamRole, titleByRights: Map<CommandRights, string>): string {
  const title = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const texts = role.rightsNames.map((rightsName) => {
    const rights: CommandRights = commandRights[rightsName]
    const earlierTitle = titleByRights.get(rights)
    if (earlierTitle) return `- ${commandsText(rights)}: as for the ${earlierTitle}`
    titleByRights.set(rights, title)
    return rightsText(rights)
  })
  return [`## ${capitalise(title)}`, role.description, texts.join('\n')].join('\n\n')
}

function commandsText({ commands, otherTool }: CommandRights): string {
  const names = commands.map((command, index) => {
    const [program = '', ...words] = command.split(' ')
    if (program === 'npx') return `\`${command}\``
    const repeatsProgram = commands[index - 1]?.split(' ')[0] === program
    return `\`${repeatsProgram ? '' : `npm run ${program} -- `}${words.join(' ')}\``
  })
  return otherTool ?? names.join(', ')
}

function rightsText(rights: CommandRights) {
  const { tables = {}, secrets = {}, queues = {}, otherRights } = rights
  const { callsTeamFunction, restartsService, writesUntilSeal, onlyInRehearsal } = rights
  const uses = Object.entries(tables).map(([name, use]) => ({ table: capitalise(name), ...use }))
  const usesByActions = Map.groupBy(uses, ({ actions = [] }) => codeList(actions))
  const lines = [
    ...[...usesByActions].flatMap(([actions, group]) =>
      actions ? [`\`dynamodb:\` ${actions} on ${codeList(group.map(({ table }) => table))}`] : [],
    ),
    ...uses.flatMap(({ table, attributes, deletableKeys: keys }) => {
      return [
        ...(attributes
          ? [`\`dynamodb:UpdateItem\` on \`${table}\`, attributes ${codeList(attributes)}`]
          : []),
        ...(keys ? [`\`dynamodb:DeleteItem\` on \`${table}\`, key ${codeList(keys)}`] : []),
      ]
    }),
    ...Object.entries(secrets).map(
      ([name, actions]) => `\`secretsmanager:\` ${codeList(actions)} on \`${name}\``,
    ),
    ...Object.keys(queues).map((name) => `\`sqs:SendMessage\` on the queue \`${name}\``),
    ...(callsTeamFunction ? ['`lambda:InvokeFunctionUrl` on `answer-team-request`'] : []),
    ...(restartsService
      ? ['`lambda:InvokeFunction` on the function that restarts the service']
      : []),
    ...(otherRights ?? []).map(({ actions, target }) => `${codeList(actions)} on ${target}`),
  ]
  return [
    `- ${commandsText(rights)}${onlyInRehearsal ? ', in a rehearsal only' : ''}${writesUntilSeal ? ', which writes to tables until the roll is sealed' : ''}:`,
    ...lines.map((line) => `  - ${line}`),
  ].join('\n')
}

const capitalise = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

const codeList = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
