import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { saveFile } from '../../../../lib/saveFile'
import { Button } from '../../../../ui/Button'
import { Dialog } from '../../../../ui/Dialog'
import { ErrorState } from '../../../../ui/ErrorState'
import { toastFailed } from '../../../../ui/Toast'
import type { OpenLink } from '../sharing'
import { drawQr, pngOf } from './qr'

/** The link as a picture for posters, badges and slides. */
export function QrDialog({ link, onClose }: { link: OpenLink; onClose: () => void }) {
  const drawn = useQuery({ queryKey: ['qr', link.url], queryFn: () => drawQr(link.url), staleTime: Infinity })
  const svg = drawn.data
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`QR code of “${link.name}”`}
      description="A telephone’s camera leads from it to the form. It stays the same for as long as the link does."
      footer={
        <>
          <Button
            icon={Download}
            disabled={!svg}
            onClick={() => svg && void pngOf(svg).then((png) => saveFile(`${link.name} QR.png`, png, png.type), toastFailed)}
          >
            PNG
          </Button>
          <Button
            kind="primary"
            icon={Download}
            disabled={!svg}
            onClick={() => svg && saveFile(`${link.name} QR.svg`, svg, 'image/svg+xml')}
          >
            SVG
          </Button>
        </>
      }
    >
      {drawn.isError && <ErrorState error={drawn.error} compact />}
      {/* White in both themes: cameras look for dark on light. */}
      <div className="mx-auto w-full max-w-72 rounded-card bg-white p-2">
        {svg ? (
          <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={`QR code that leads to ${link.url}`} className="w-full" />
        ) : (
          <div className="aspect-square" />
        )}
      </div>
      <p className="mt-3 text-center font-mono text-xs break-all text-ink-2">{link.url}</p>
    </Dialog>
  )
}
