import { contrast, LEAST_CONTRAST } from './contrast.ts'

/** Every colour of the pages, by what it is for. `soft` is secondary text, `edge` the border of a field. */
export interface Palette {
  paper: string
  card: string
  ink: string
  soft: string
  line: string
  edge: string
  /** The organiser's, readable as text on `paper` and `card`. */
  brand: string
  /** Buttons and the line above every page. */
  accent: string
  accentHover: string
  onAccent: string
  ok: string
  okPaper: string
  bad: string
  badPaper: string
  wait: string
  waitPaper: string
  focus: string
  onFocus: string
}

/**
 * The light and the dark palette of an election, from the one colour that it configures.
 * @param brandColour `#rrggbb`, on which white text can be read
 */
export function palettesOf(brandColour: string): { light: Palette; dark: Palette } {
  const light = { paper: '#f7f5f1', card: '#ffffff' }
  const dark = { paper: '#14181f', card: '#1d232d' }
  const darkBrand = readableOn(dark.card, brandColour, '#ffffff', 7)
  return {
    light: {
      ...light,
      ink: '#1b2230',
      soft: '#525c6b',
      line: '#e0dacf',
      edge: '#6b7482',
      brand: readableOn(light.paper, brandColour, '#000000', LEAST_CONTRAST),
      accent: brandColour,
      accentHover: mix(brandColour, '#000000', 0.25),
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
      brand: darkBrand,
      accent: darkBrand,
      accentHover: mix(darkBrand, '#ffffff', 0.3),
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

/** Custom properties, light unless a screen asks for dark: paper never does. */
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

/** `colour`, with as little of `towards` as gives it this contrast on `background`. */
function readableOn(background: string, colour: string, towards: string, least: number): string {
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = mix(colour, towards, share)
    if (contrast(mixed, background) >= least) return mixed
  }
  return towards
}

function mix(one: string, other: string, share: number): string {
  const channel = (start: number) => {
    const [from, to] = [one, other].map((colour) =>
      Number.parseInt(colour.slice(start, start + 2), 16),
    ) as [number, number]
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${[1, 3, 5].map(channel).join('')}`
}
