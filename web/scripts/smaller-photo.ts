/** Longest sides tried, in pixels, and the quality: writing on paper stays readable. */
const SIDES = [3000, 2400, 1800, 1200]
const QUALITY = 0.85

/** A photograph made small enough, as JPEG; null where this browser cannot read or shrink it. */
export async function smallerPhoto(file: File, mostBytes: number): Promise<File | null> {
  const image = await createImageBitmap(file).catch(() => null)
  if (image === null) return null
  for (const side of SIDES) {
    const blob = await drawn(image, Math.min(1, side / Math.max(image.width, image.height)))
    if (blob !== null && blob.size <= mostBytes)
      return new File([blob], file.name.replace(/(\.\w+)?$/, '.jpg'), { type: 'image/jpeg' })
  }
  return null
}

function drawn(image: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  const pen = canvas.getContext('2d')
  if (pen === null) return Promise.resolve(null)
  pen.fillStyle = '#fff' // JPEG has no transparency
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', QUALITY)
  })
}
