import { PDFiumLibrary } from '@hyzyla/pdfium'

/** A page as dark and light: one byte for each dot, 1 is dark. */
export type Raster = {
  readonly width: number
  readonly height: number
  readonly dark: Uint8Array
  readonly rgba: Uint8Array
}

const library = PDFiumLibrary.init()

/** Draws the pages of a PDF with Chromium's reader, not with what wrote it. 144 dots an inch at scale 2. */
export async function rasterised(pdf: Uint8Array, scale: number): Promise<Raster[]> {
  const document = await (await library).loadDocument(pdf)
  try {
    const rasters: Raster[] = []
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({ scale, render: async ({ data: bgra }) => bgra })
      const dark = new Uint8Array(width * height)
      const rgba = new Uint8Array(data)
      for (let dot = 0; dot < dark.length; dot += 1) {
        const light = (rgba[dot * 4]! + rgba[dot * 4 + 1]! + rgba[dot * 4 + 2]!) / 3
        dark[dot] = light < 140 ? 1 : 0
      }
      rasters.push({ width, height, dark, rgba })
    }
    return rasters
  } finally {
    document.destroy()
  }
}

/** The text of the first page as the reader extracts it. */
export async function extractedText(pdf: Uint8Array): Promise<string> {
  const document = await (await library).loadDocument(pdf)
  try {
    return document.getPage(0).getText()
  } finally {
    document.destroy()
  }
}

/** A connected patch of ink, in the box around it. */
export type Glyph = { left: number; top: number; right: number; bottom: number; dots: number[] }

/** All patches of ink, from left to right. */
export function glyphs({ width, height, dark }: Raster): Glyph[] {
  const seen = new Uint8Array(dark.length)
  const found: Glyph[] = []
  for (let start = 0; start < dark.length; start += 1) {
    if (dark[start] === 0 || seen[start] === 1) continue
    const glyph: Glyph = { left: width, top: height, right: 0, bottom: 0, dots: [] }
    const todo = [start]
    seen[start] = 1
    for (let dot = todo.pop(); dot !== undefined; dot = todo.pop()) {
      const x = dot % width
      const y = Math.floor(dot / width)
      glyph.dots.push(dot)
      glyph.left = Math.min(glyph.left, x)
      glyph.right = Math.max(glyph.right, x)
      glyph.top = Math.min(glyph.top, y)
      glyph.bottom = Math.max(glyph.bottom, y)
      for (let dy = -1; dy <= 1; dy += 1)
        for (let dx = -1; dx <= 1; dx += 1) {
          const next = dot + dy * width + dx
          const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height
          if (!inside || dark[next] === 0 || seen[next] === 1) continue
          seen[next] = 1
          todo.push(next)
        }
    }
    found.push(glyph)
  }
  return found.toSorted((one, other) => one.left - other.left)
}

const GRID = 16

/** The shape of a glyph whatever its size: how dark each cell of a grid is, 0 to 1, and how tall it is for its width. */
export function shapeOf(glyph: Glyph, { width }: Raster): { cells: Float64Array; tall: number } {
  const cells = new Float64Array(GRID * GRID)
  const boxWidth = glyph.right - glyph.left + 1
  const boxHeight = glyph.bottom - glyph.top + 1
  const ink = new Set(glyph.dots)
  for (let row = 0; row < GRID; row += 1)
    for (let column = 0; column < GRID; column += 1) {
      let hits = 0
      for (let n = 0; n < 16; n += 1) {
        const x = glyph.left + Math.floor(((column + ((n % 4) + 0.5) / 4) * boxWidth) / GRID)
        const y = glyph.top + Math.floor(((row + (Math.floor(n / 4) + 0.5) / 4) * boxHeight) / GRID)
        if (ink.has(y * width + x)) hits += 1
      }
      cells[row * GRID + column] = hits / 16
    }
  return { cells, tall: boxHeight / boxWidth }
}

/** How much two shapes differ: 0 the same, 1 nothing in common. */
export function difference(one: ReturnType<typeof shapeOf>, other: ReturnType<typeof shapeOf>): number {
  const cells = one.cells.reduce((sum, cell, n) => sum + Math.abs(cell - other.cells[n]!), 0) / one.cells.length
  return cells + Math.abs(Math.log(one.tall / other.tall))
}
