/** Minimum contrast of normal text (WCAG 2.2, 1.4.3). */
export const MIN_CONTRAST = 4.5

export function contrast(text: string, page: string): number {
  const [dark, light] = [luminance(text), luminance(page)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

export function contrastWithWhite(colour: string): number {
  return contrast(colour, '#ffffff')
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) =>
    linearise(Number.parseInt(colour.slice(start, start + 2), 16) / 255),
  ) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linearise(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

/** @param brandColour `#rrggbb`, dark enough for white text */
export function palettesOf(brandColour: string) {
  const light = { paper: '#f7f5f1', card: '#ffffff' }
  const dark = { paper: '#14181f', card: '#1d232d' }
  const darkBrandColour = makeReadable(dark.card, brandColour, '#ffffff', 7)
  // `soft` is secondary text, `edge` a field's border, `brand` text in the organiser's colour, `accent` a button.
  return {
    light: {
      ...light,
      ink: '#1b2230',
      soft: '#525c6b',
      line: '#e0dacf',
      edge: '#6b7482',
      brand: makeReadable(light.paper, brandColour, '#000000', MIN_CONTRAST),
      accent: brandColour,
      accentHover: mixColours(brandColour, '#000000', 0.25),
      onAccent: '#ffffff',
      ok: '#0f6b45',
      okPaper: '#e6f3ec',
      bad: '#a3281f',
      badPaper: '#fbebe9',
      wait: '#7a5000',
      waitPaper: '#fcf2dc',
      focus: '#ffbf47',
      onFocus: '#1b2230',
    },
    dark: {
      ...dark,
      ink: '#eceae6',
      soft: '#b0b7c3',
      line: '#363f4d',
      edge: '#8c95a5',
      brand: darkBrandColour,
      accent: darkBrandColour,
      accentHover: mixColours(darkBrandColour, '#ffffff', 0.3),
      onAccent: '#14181f',
      ok: '#74d3a4',
      okPaper: '#163022',
      bad: '#f3a299',
      badPaper: '#3b1d1a',
      wait: '#f0c36d',
      waitPaper: '#332910',
      focus: '#ffbf47',
      onFocus: '#14181f',
    },
  }
}

export type Palette = ReturnType<typeof palettesOf>['light']

export function colourProperties(brandColour: string): string {
  const { light, dark } = palettesOf(brandColour)
  return (
    `:root{color-scheme:light dark;${declarations(light)}}` +
    `@media screen and (prefers-color-scheme:dark){:root{${declarations(dark)}}}`
  )
}

function declarations(palette: Palette): string {
  return Object.entries(palette)
    .map(
      ([name, colour]) =>
        `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${colour}`,
    )
    .join(';')
}

function makeReadable(background: string, colour: string, target: string, min: number): string {
  for (let share = 0; share < 1; share += 0.04) {
    const mixture = mixColours(colour, target, share)
    if (contrast(mixture, background) >= min) return mixture
  }
  return target
}

function mixColours(first: string, second: string, share: number): string {
  const channel = (start: number) => {
    const [from, to] = [first, second].map((colour) =>
      Number.parseInt(colour.slice(start, start + 2), 16),
    ) as [number, number]
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${[1, 3, 5].map(channel).join('')}`
}
