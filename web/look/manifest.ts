import { assetUrl } from './assets.ts'

/** The body of /manifest.webmanifest: what a phone needs to keep the portal beside its apps. */
export function webManifest(): string {
  const icon = (source: string, sizes: string, type: string, purpose = 'any') => ({
    src: assetUrl(source),
    sizes,
    type,
    purpose,
  })
  return JSON.stringify({
    id: '/',
    name: 'تأمین من',
    short_name: 'تأمین من',
    description: 'خدمات غیرحضوری تأمین اجتماعی',
    lang: 'fa',
    dir: 'rtl',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#faf9f6',
    theme_color: '#0b4f57',
    icons: [
      icon('web/look/icons/mark.svg', 'any', 'image/svg+xml'),
      icon('web/look/icons/icon-192.png', '192x192', 'image/png'),
      icon('web/look/icons/icon-512.png', '512x512', 'image/png'),
      icon('web/look/icons/maskable-512.png', '512x512', 'image/png', 'maskable'),
    ],
  })
}
