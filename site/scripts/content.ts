import { showLinksIfSignedIn } from './session.ts'

showLinksIfSignedIn()
