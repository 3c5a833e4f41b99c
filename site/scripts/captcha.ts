import { type Captcha, call } from './api.ts'
import { element, part, setText } from './page.ts'

/** No new picture sooner than this, whatever the expiry says. */
const SHORTEST_LIFE_MS = 30_000

/** The security code: its picture, its sound when there is one, and the field where it is typed. */
export class SecurityCode {
  id: string | undefined
  private readonly input: HTMLInputElement
  private expiry: ReturnType<typeof setTimeout> | undefined

  constructor(input: HTMLInputElement) {
    this.input = input
    part('captcha-renew').onclick = () => void this.renew('Un nouveau code est affiché.')
  }

  /** Another picture; clears what was typed. `announcement` is read to those who don't see it change. */
  async renew(announcement = ''): Promise<void> {
    clearTimeout(this.expiry)
    setText('captcha-status', '')
    const answer = await call<Captcha>('POST', 'captchas')
    this.input.value = ''
    this.id = answer.ok ? answer.body.id : undefined
    part('captcha-picture').hidden = !answer.ok
    if (!answer.ok) {
      const { title, detail = '' } = answer.problem
      setText('captcha-status', `Le code n'a pas pu être affiché. ${title} ${detail}`)
      return
    }
    const { image, audio, expiresAt } = answer.body
    part('captcha-image').setAttribute('src', image)
    this.offerSound(audio)
    setText('captcha-status', announcement)
    const life = Math.max(SHORTEST_LIFE_MS, Date.parse(expiresAt) - answer.at)
    this.expiry = setTimeout(() => this.expire(), life)
  }

  private expire(): void {
    const renew = () => void this.renew('Le code affiché a expiré : en voici un nouveau.')
    if (document.hidden) document.addEventListener('visibilitychange', renew, { once: true })
    else renew()
  }

  private offerSound(audio: string | null | undefined): void {
    const sound = part('captcha-sound')
    sound.textContent = ''
    part('captcha-no-sound').hidden = Boolean(audio)
    if (!audio) return
    const player = element('audio', 'app-captcha__sound') as HTMLAudioElement
    player.controls = true
    player.src = audio
    player.setAttribute('aria-label', 'Écouter le code de sécurité')
    sound.append(player)
  }
}
