import type { StaffPerson } from '../../shared/domain/staff/staff-person.ts'
import { portsOf } from '../ports.ts'

export interface DemoPerson {
  name: string
  email: string
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

export function demoStaff(port: number) {
  return {
    issuer: `http://localhost:${portsOf(port).provider}`,
    clientId,
    people: demoPeople.flatMap(({ email, role }) => (role ? [{ email, role }] : [])),
  }
}
