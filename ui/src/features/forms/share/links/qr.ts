/** Sharp on paper too. */
const pngWidth = 1024

/** A quarter of it may be lost: posters get torn, and lamps shine on them. The library is loaded when it is needed. */
export const drawQr = async (url: string): Promise<string> => (await import('uqr')).renderSVG(url, { ecc: 'Q', border: 4 })

export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = pngWidth
  const pen = canvas.getContext('2d')!
  pen.imageSmoothingEnabled = false
  pen.drawImage(image, 0, 0, pngWidth, pngWidth)
  return new Promise((resolve, reject) =>
    canvas.toBlob((png) => (png ? resolve(png) : reject(new Error('The picture could not be made.'))), 'image/png'),
  )
}
