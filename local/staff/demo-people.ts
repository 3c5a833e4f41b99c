import type { StaffPerson } from '../../shared/domain/staff/staff-person.ts'

/** Somebody with an account at the provider of the local run. */
export interface DemoPerson {
  name: string
  email: string
  /** As the demo election names them; absent: it does not. */
  role?: StaffPerson['role']
}

export const demoPeople: readonly DemoPerson[] = [
  { name: 'Alix Agent', email: 'alix.agent@assistance.example.org', role: 'agent' },
  {
    name: 'Sacha Superviseur',
    email: 'sacha.superviseur@assistance.example.org',
    role: 'supervisor',
  },
  { name: 'Dominique Délégué', email: 'dominique.delegue@syndicat.example.org', role: 'delegate' },
  { name: 'Camille Inconnu', email: 'camille.inconnu@assistance.example.org' },
]

const clientId = 'reassort-local'

/** @param port of the voters' site, in a run whose pages for staff have the third port after it */
export const staffPortsOf = (port: number) => ({ site: port + 3, provider: port + 4 })

/** What `election.json` says of them. */
export function demoStaff(port: number) {
  return {
    issuer: `http://localhost:${staffPortsOf(port).provider}`,
    clientId,
    people: demoPeople.flatMap(({ email, role }) => (role ? [{ email, role }] : [])),
  }
}
