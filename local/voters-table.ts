import type { DemoVoter } from './demo.ts'

/** Two lines a voter: five columns are wider than a terminal of 80. */
export function votersTable(voters: readonly DemoVoter[]): string {
  const [email, password] = [widest(voters, 'email'), widest(voters, 'password')]
  const row = (first: string, second: string, third: string) =>
    `  ${first.padEnd(email)}  ${second.padEnd(password)}  ${third}`
  return [
    row('E-mail', 'Password', 'Identifier'),
    ...voters.flatMap((voter) => [
      row(voter.email, voter.password, voter.identifier),
      `    NUMEN ${voter.numen}  born ${voter.birthDate}`,
    ]),
  ].join('\n')
}

const widest = (voters: readonly DemoVoter[], field: 'email' | 'password') =>
  Math.max(...voters.map((voter) => voter[field].length))
