import { number } from '../../shared/texts/numbers.ts'
export interface Curve {
  label: string
  /** As many for every curve of a panel. */
  values: readonly number[]
}

export interface Panel {
  title: string
  curves: readonly Curve[]
}

export interface Column {
  title: string
  /** Where along its width, from 0 to 1. */
  ticks: readonly { at: number; label: string }[]
  panels: readonly Panel[]
}

const width = 420
const height = 170
const gap = { left: 70, top: 64, between: 76 }

/** Told apart without colour too; of Okabe and Ito. */
const strokes = [
  'stroke="#0072b2"',
  'stroke="#d55e00" stroke-dasharray="6 3"',
  'stroke="#009e73" stroke-dasharray="2 2"',
  'stroke="#000" stroke-dasharray="9 3 2 3"',
] as const

/** Columns of panels below one another, as an SVG that needs nothing else. */
export function drawPanels(title: string, description: string, columns: readonly Column[]): string {
  const rows = Math.max(...columns.map(({ panels }) => panels.length))
  const size = {
    width: columns.length * (width + gap.left) + 20,
    height: gap.top + rows * (height + gap.between),
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    text(gap.left, 22, title, 'font-size="16" font-weight="bold"'),
    ...columns.flatMap((column, rank) => {
      const x = gap.left + rank * (width + gap.left)
      return [
        text(x, 44, column.title, 'font-size="14"'),
        ...column.panels.flatMap((panel, row) =>
          drawPanel(panel, column.ticks, x, gap.top + 14 + row * (height + gap.between)),
        ),
      ]
    }),
    '</svg>\n',
  ].join('\n')
}

function drawPanel({ title, curves }: Panel, ticks: Column['ticks'], x: number, y: number) {
  const most = roundUp(Math.max(1, ...curves.flatMap(({ values }) => values)))
  const bottom = y + height
  const heightOf = (value: number) => (bottom - (height * value) / most).toFixed(1)
  const points = (values: readonly number[]) =>
    values
      .flatMap((value, index) => {
        const isAsBoth = [index - 1, index + 1].every(
          (near) => heightOf(values[near] ?? -1) === heightOf(value),
        )
        const across = x + (width * index) / Math.max(1, values.length - 1)
        return isAsBoth ? [] : [`${across.toFixed(0)},${heightOf(value)}`]
      })
      .join(' ')
  return [
    text(x, y - 4, title, 'font-weight="bold"'),
    `<path d="M${x} ${y}V${bottom}H${x + width}M${x} ${y}h${width}M${x} ${y + height / 2}h${width}" fill="none" stroke="#ccc"/>`,
    ...[0, 0.5, 1].map((share) =>
      text(x - 6, bottom - share * height + 4, number(share * most), 'text-anchor="end"'),
    ),
    ...ticks.map(({ at, label }) =>
      text(x + at * width, bottom + 15, label, 'text-anchor="middle"'),
    ),
    ...curves.flatMap(({ label, values }, rank) => {
      const stroke = strokes[rank % strokes.length]
      const before = curves.slice(0, rank).reduce((sum, one) => sum + keyWidth(one), x)
      return [
        `<polyline fill="none" stroke-width="1.8" ${stroke} points="${points(values)}"/>`,
        `<path d="M${before} ${bottom + 28}h22" stroke-width="1.8" ${stroke}/>`,
        text(before + 26, bottom + 32, label),
      ]
    }),
  ]
}

/** Of a stroke and its name, roughly. */
const keyWidth = ({ label }: Curve) => 42 + 6 * label.length

/** 1, 2, 4, 5 or 8 of a power of ten, so that its half is round too. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 4, 5, 8].find((one) => one * power >= value) ?? 10) * power
}

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const text = (x: number, y: number, words: string, more = '') =>
  `<text x="${x}" y="${y}" ${more}>${escaped(words)}</text>`
