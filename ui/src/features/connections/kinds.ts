import { Database, Globe, HardDrive, type LucideIcon, Mail, Webhook } from 'lucide-react'
import type { ConnectionKind } from '../../api/connections'

export interface SettingField {
  name: string
  label: string
  placeholder?: string
  number?: boolean
}

interface Kind {
  label: string
  icon: LucideIcon
  settings: SettingField[]
  secret: string
  where: (settings: Record<string, unknown>) => string
}

const text = (value: unknown) => (value === undefined || value === null ? '' : String(value))

export const kinds: Record<ConnectionKind, Kind> = {
  postgres: {
    label: 'PostgreSQL',
    icon: Database,
    settings: [
      { name: 'host', label: 'Host', placeholder: 'db.example.com' },
      { name: 'port', label: 'Port', placeholder: '5432', number: true },
      { name: 'database', label: 'Database' },
      { name: 'username', label: 'User' },
    ],
    secret: 'Password',
    where: (settings) => `${text(settings['host'])}${settings['database'] ? `/${text(settings['database'])}` : ''}`,
  },
  http: {
    label: 'HTTP service',
    icon: Globe,
    settings: [
      { name: 'baseUrl', label: 'Base address', placeholder: 'https://api.example.com' },
      { name: 'header', label: 'Header that carries the secret', placeholder: 'Authorization' },
    ],
    secret: 'Secret',
    where: (settings) => text(settings['baseUrl']),
  },
  smtp: {
    label: 'Mail server',
    icon: Mail,
    settings: [
      { name: 'host', label: 'Host', placeholder: 'smtp.example.com' },
      { name: 'port', label: 'Port', placeholder: '587', number: true },
      { name: 'username', label: 'User' },
      { name: 'from', label: 'Sender', placeholder: 'collections@example.com' },
    ],
    secret: 'Password',
    where: (settings) => text(settings['host']),
  },
  s3: {
    label: 'Object storage (S3)',
    icon: HardDrive,
    settings: [
      { name: 'endpoint', label: 'Address', placeholder: 'https://s3.example.com, or nothing for Amazon' },
      { name: 'region', label: 'Region', placeholder: 'eu-central-1' },
      { name: 'bucket', label: 'Bucket' },
      { name: 'accessKey', label: 'Access key' },
      { name: 'pathStyle', label: 'Bucket in the path (true or false)', placeholder: 'true' },
    ],
    secret: 'Secret key',
    where: (settings) => `${text(settings['endpoint'])} ${text(settings['bucket'])}`.trim(),
  },
  webhook: {
    label: 'Webhook secret',
    icon: Webhook,
    settings: [],
    secret: 'Secret, whsec_ and base64',
    where: () => 'signs the requests of a webhook',
  },
}
